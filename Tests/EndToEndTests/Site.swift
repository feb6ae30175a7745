import Core
import Foundation
import GRDB
import TestSupport
import Testing

/// A temporary installation: drop directory, state, configuration, and a receiver for its messages.
final class Site: Sendable {
    let root: URL
    let receiver: WebhookReceiver

    var drop: URL { root.appendingPathComponent("drop") }
    var state: URL { root.appendingPathComponent("state") }
    var configuration: URL { root.appendingPathComponent("config.json") }

    /// Makes one, with further members of `watch` and of the whole as JSON, and with a receiver that answers so.
    ///
    /// In `channels`, `HOOK` stands for the receiver's URL; there and in `more`, `ROOT` for the directory of it all; `allow` is one more
    /// target that may be reached.
    static func make(
        watch: String = "", more: String = "", channels: String = #""hook": { "type": "webhook", "url": "HOOK" }"#,
        allow: String? = nil, timeoutSeconds: Int = 120,
        answer: @escaping @Sendable (WebhookReceiver.Request, Int) -> WebhookReceiver.Answer = { _, _ in .ok }
    ) async throws -> Site {
        let receiver = try await WebhookReceiver.start(answer: answer)
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-\(UUID().uuidString)")
        let site = Site(root: root, receiver: receiver)
        try FileManager.default.createDirectory(at: site.drop, withIntermediateDirectories: true)
        let channels = channels.replacing("HOOK", with: receiver.url()).replacing("ROOT", with: root.path)
        let targets = ["127.0.0.1:\(receiver.port)", allow].compactMap { $0 }.map { "\"\($0)\"" }
        let more = more.replacing("ROOT", with: root.path)
        let json = """
            {
              "watch": { "directories": ["\(site.drop.path)"]\(watch.isEmpty ? "" : ", " + watch) },
              "state": "\(site.state.path)",
              "channels": { \(channels) },
              "network": { "allow_private": [\(targets.joined(separator: ", "))], "timeout_s": \(timeoutSeconds) }\(more.isEmpty ? "" : ", " + more)
            }
            """
        try Data(json.utf8).write(to: site.configuration)
        return site
    }

    private init(root: URL, receiver: WebhookReceiver) {
        self.root = root
        self.receiver = receiver
    }

    /// Moves a file in whole, as a careful scraper does.
    func drop(_ name: String, _ bytes: [UInt8]) throws {
        let temporary = root.appendingPathComponent("incoming")
        try Data(bytes).write(to: temporary)
        try FileManager.default.moveItem(at: temporary, to: drop.appendingPathComponent(name))
    }

    /// Reads the store beside the daemon, as any SQLite shell may.
    func query<Value: DatabaseValueConvertible & Sendable>(_ type: Value.Type, _ sql: String) throws -> [Value] {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let queue = try DatabaseQueue(
            path: state.appendingPathComponent("gongkai.db").path, configuration: configuration)
        return try queue.read { try Value.fetchAll($0, sql: sql) }
    }

    /// The messages received so far.
    func messages() -> [Message] { receiver.received.compactMap(Message.init) }

    /// Returns the messages as soon as so many different ones have arrived.
    func messages(atLeast count: Int) async throws -> [Message] {
        var wanted = count
        while true {
            let all = try await receiver.received(atLeast: wanted).compactMap(Message.init)
            if Set(all.map(\.id)).count >= count { return all }
            wanted = receiver.received.count + 1
        }
    }

    /// Ends it and removes everything.
    func remove() async {
        await receiver.stop()
        try? FileManager.default.removeItem(at: root)
    }

    /// One webhook message.
    struct Message: Sendable {
        let id: String
        let type: String
        let verdict: String?
        let file: String?
        let text: String

        init?(_ request: WebhookReceiver.Request) {
            guard let json = try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any],
                let data = json["data"] as? [String: Any], let type = json["type"] as? String
            else { return nil }
            self.type = type
            id = request.headers["webhook-id"] ?? ""
            verdict = data["verdict"] as? String
            file = (data["file"] as? String)?.split(separator: "/").last.map(String.init)
            text = data["message"] as? String ?? ""
        }
    }
}

/// The real samples beside the project, when they are there.
enum RealSamples {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/samples")

    static var files: [URL] {
        let all = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return all.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }
    }

    static var areThere: Bool { files.count == 5 }

    /// The verdict a sample is known to have.
    static func verdict(of file: URL) throws -> String {
        let expected = file.deletingPathExtension().appendingPathExtension("expected.json")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: expected)) as? [String: Any]
        return json?["verdict"] as? String ?? ""
    }
}

/// Five documents with their verdicts: the real samples, and synthetic ones that are always there.
struct FiveReports: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let documents: [(name: String, bytes: [UInt8], verdict: String)]

    static let synthetic: FiveReports = {
        let corpus = SampleCorpus(seed: 20, faults: .all)
        // One of each organ, and readable as it is: five reports that are five rows.
        var samples: [Sample] = []
        for organ in 0..<100 where samples.count < 5 {
            let sample = corpus.sample(at: organ * SampleCorpus.yearsPerOrgan)
            if sample.sidecar == nil, sample.truth.layout != nil { samples.append(sample) }
        }
        return FiveReports(
            testDescription: "synthetic",
            documents: samples.map { ($0.fileName, $0.text, $0.truth.stored.verdict.rawValue) })
    }()

    static var available: [FiveReports] {
        guard RealSamples.areThere else { return [synthetic] }
        let real = try? RealSamples.files.map { file in
            (file.lastPathComponent, [UInt8](try Data(contentsOf: file)), try RealSamples.verdict(of: file))
        }
        return [synthetic] + (real.map { [FiveReports(testDescription: "real samples", documents: $0)] } ?? [])
    }
}
