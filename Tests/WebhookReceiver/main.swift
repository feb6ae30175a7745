import Foundation
import TestSupport

// webhook-receiver --port N|0 [--port-file F]: prints what a chat would show of every POST it gets.

func value(of option: String) -> String? {
    guard let index = CommandLine.arguments.firstIndex(of: option) else { return nil }
    return CommandLine.arguments.dropFirst(index + 1).first
}

guard let port = value(of: "--port").flatMap({ UInt16($0) }) else {
    FileHandle.standardError.write(Data("usage: webhook-receiver --port N|0 [--port-file F]\n".utf8))
    exit(64)
}

let receiver = try await WebhookReceiver.start(port: port) { request, number in
    let text = ChatView.text(of: request.body) ?? String(decoding: request.body, as: UTF8.self)
    let message = "── \(number) ── \(request.path)\n\(text)\n\n"
    FileHandle.standardOutput.write(Data(message.utf8))
    return .feishuSuccess
}
if let file = value(of: "--port-file") {
    // Moved into place, so that whoever waits for the file never reads half a number.
    try Data("\(receiver.port)\n".utf8).write(to: URL(filePath: file), options: .atomic)
}
FileHandle.standardOutput.write(Data("webhook-receiver: \(receiver.url())\n".utf8))
try await receiver.waitUntilStopped()
