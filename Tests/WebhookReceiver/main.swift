import Foundation
import TestSupport

// Prints what a chat would show of every POST it gets. Without --service it takes everything; with it, it checks and
// answers as that service does.

let services = ImitatedService.allCases.map(\.rawValue).joined(separator: "|")
let usage = """
    usage: webhook-receiver --port N|0 [--port-file F] [--service \(services)] [--secret TEXT] [--save FOLDER]

    """

func value(of option: String) -> String? {
    guard let index = CommandLine.arguments.firstIndex(of: option) else { return nil }
    return CommandLine.arguments.dropFirst(index + 1).first
}

func refuse() -> Never {
    FileHandle.standardError.write(Data(usage.utf8))
    exit(64)
}

guard let port = value(of: "--port").flatMap({ UInt16($0) }) else { refuse() }
let service = value(of: "--service").map { ImitatedService(rawValue: $0) }
if case .some(.none) = service { refuse() }
let imitation = service?.map {
    $0.imitation(secret: value(of: "--secret")) { Int64(Date().timeIntervalSince1970 * 1000) }
}
let folder = value(of: "--save").map { URL(filePath: $0) }

let receiver = try await WebhookReceiver.start(port: port) { request, number in
    let text = ChatView.text(of: request.body) ?? String(decoding: request.body, as: UTF8.self)
    let answer = imitation?.answer(request) ?? .feishuSuccess
    let verdict = imitation == nil ? "" : "\n→ HTTP \(answer.status) \(answer.body)"
    FileHandle.standardOutput.write(Data("── \(number) ── \(request.path)\n\(text)\(verdict)\n\n".utf8))
    if let folder { try? Data(request.body).write(to: folder.appending(path: "\(number).json")) }
    return answer
}
if let file = value(of: "--port-file") {
    // Moved into place, so that whoever waits for the file never reads half a number.
    try Data("\(receiver.port)\n".utf8).write(to: URL(filePath: file), options: .atomic)
}
FileHandle.standardOutput.write(Data("webhook-receiver: \(receiver.url())\n".utf8))
try await receiver.waitUntilStopped()
