import Foundation
import TestSupport

// Prints what a chat would show of every POST it gets, and what it answered. Without --service it takes everything; with
// it, it checks and answers as that service does.

let services = ImitatedService.allCases.map(\.rawValue).joined(separator: "|")
let failures = ReceiverFailure.allCases.map(\.rawValue).joined(separator: "|")
let usage = """
    usage: webhook-receiver [--service \(services)] [--secret TEXT]
                            [--fail \(failures)[,…]] [--every N]
                            [--port N] [--port-file FILE] [--save FOLDER]

    """

struct Options {
    var service: ImitatedService?
    var secret: String?
    /// In turns.
    var failures: [ReceiverFailure] = []
    /// Each so manieth request fails.
    var every = 1
    var port: UInt16 = 8900
    var portFile: URL?
    var folder: URL?

    init?(_ arguments: [String]) {
        var arguments = arguments[...]
        while let option = arguments.popFirst() {
            guard let value = arguments.popFirst(), take(option, value) else { return nil }
        }
    }

    private mutating func take(_ option: String, _ value: String) -> Bool {
        switch option {
        case "--service":
            service = ImitatedService(rawValue: value)
            return service != nil
        case "--secret": secret = value
        case "--fail":
            let names = value.split(separator: ",")
            failures = names.compactMap { ReceiverFailure(rawValue: String($0)) }
            return !failures.isEmpty && failures.count == names.count
        case "--every":
            every = Int(value) ?? 0
            return every > 0
        case "--port":
            guard let number = UInt16(value) else { return false }
            port = number
        case "--port-file": portFile = URL(filePath: value)
        case "--save": folder = URL(filePath: value)
        default: return false
        }
        return true
    }

    /// What goes wrong with the request of that number, from 1.
    func failure(of number: Int) -> ReceiverFailure? {
        guard !failures.isEmpty, number.isMultiple(of: every) else { return nil }
        return failures[(number / every - 1) % failures.count]
    }
}

func write(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
    FileHandle.standardError.write(Data(usage.utf8))
    exit(64)
}
@Sendable func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
let imitation = options.service?.imitation(secret: options.secret, now: now)
let ahead = options.service?.imitation(secret: options.secret) { now() + ReceiverFailure.clockOffset }

let receiver = try await WebhookReceiver.start(port: options.port) { request, number in
    let failure = options.failure(of: number)
    var answer = failure?.answer(as: options.service)
    if answer == nil {
        answer = (failure == .clock ? ahead : imitation)?.answer(request) ?? .feishuSuccess
        if failure == .slow { answer?.course = .late(.seconds(3)) }
        if failure == .clock {
            answer?.headers["Date"] = HTTPDate.text(milliseconds: now() + ReceiverFailure.clockOffset)
        }
    }
    let given = answer ?? .ok
    let text = ChatView.text(of: request.body) ?? String(decoding: request.body, as: UTF8.self)
    let cause = failure.map { "\($0.rawValue): " } ?? ""
    let told =
        switch given.course {
        case .never: "nothing"
        case .cutOff: "HTTP \(given.status), closed before the body"
        case .whole, .late: "HTTP \(given.status) \(given.body)"
        }
    let verdict = imitation == nil && failure == nil ? "" : "\n→ \(cause)\(told)"
    write("── \(number) ── \(request.path)\n\(text)\(verdict)\n")
    if let folder = options.folder { try? Data(request.body).write(to: folder.appending(path: "\(number).json")) }
    return given
}
if let file = options.portFile {
    // Moved into place, so that whoever waits for the file never reads half a number.
    try Data("\(receiver.port)\n".utf8).write(to: file, options: .atomic)
}
let channel = (options.service ?? .webhook).configuration(base: receiver.url(""), secret: options.secret)
write("receiver: listens at \(receiver.url("")); in the configuration:")
write("receiver:   \"channels\": { \"try\": \(channel) },")
write("receiver:   \"network\": { \"allow_private\": [\"127.0.0.1:\(receiver.port)\"] }\n")
try await receiver.waitUntilStopped()
