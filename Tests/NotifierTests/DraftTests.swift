import Core
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Notifier

/// Messages are made while the one before them is on its way, and sent as they would be if they were made then.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct DraftTests {
    private let harness = Harness()

    private func append(_ count: Int = 1) {
        for number in 1...count {
            harness.log.append(subject: Fixtures.subject(findings: [Fixtures.finding(number)]))
        }
    }

    /// The heads of three messages, the second of which stays unanswered while something happens.
    private func heads(
        meanwhile change: (_ notifier: NotifierService, _ channels: [ChannelDefinition]) -> Void
    ) async throws -> [[String]] {
        let mayGoOn = DispatchSemaphore(value: 0)
        let heads = Mutex<[[String]]>([])
        let slow = try SocketServer { connection in
            while let request = connection.readRequest() {
                let count = heads.withLock { heads in
                    heads.append(request.head)
                    return heads.count
                }
                if count == 2 { mayGoOn.wait() }
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            }
        }
        let receiver = try await WebhookReceiver.start()
        let secret = Secret("whsec_c2VjcmV0c2VjcmV0")
        let other = try Fixtures.webhook("other", url: receiver.url())
        let former = try Fixtures.webhook(url: slow.url("/former"), secret: secret)
        let latter = try Fixtures.webhook(url: slow.url("/latter"), secret: secret)
        try await harness.withNotifier([former, other], network: Fixtures.patient) { notifier in
            append(3)
            notifier.wake()
            try await harness.log.wait { $0.delivered("other") == 3 && $0.delivered("archive") == 1 }
            // By the time another channel has sent once more, what comes next on this one has been made.
            append()
            notifier.wake()
            try await harness.log.wait { $0.delivered("other") == 4 }
            change(notifier, [latter, other])
            append()
            notifier.wake()
            try await harness.log.wait { $0.delivered("other") == 5 }
            mayGoOn.signal()
            try await harness.log.wait { $0.delivered("archive") == 5 }
        }
        slow.stop()
        await receiver.stop()
        return heads.withLock { $0 }
    }

    @Test func `what was made ahead goes out, in order and once`() async throws {
        let heads = try await heads { _, _ in }
        #expect(heads.map(\.first) == Array(repeating: "POST /former HTTP/1.1", count: 5))
        #expect(Set(heads.compactMap { $0.first { $0.hasPrefix("webhook-id:") } }).count == 5)
    }

    @Test func `what was made with former secrets does not`() async throws {
        let heads = try await heads { notifier, channels in notifier.replaceChannels(with: channels) }
        let former = Array(repeating: "POST /former HTTP/1.1", count: 2)
        #expect(heads.map(\.first) == former + Array(repeating: "POST /latter HTTP/1.1", count: 3))
    }

    @Test func `nor what was signed too long ago`() async throws {
        let began = harness.clock.now.milliseconds / 1000
        let heads = try await heads { _, _ in harness.clock.advance(seconds: 30) }
        let moments = heads.map { head in
            head.first { $0.hasPrefix("webhook-timestamp:") }.flatMap { Int64($0.dropFirst(19)) }
        }
        #expect(moments == [began, began, began + 30, began + 30, began + 30])
    }
}
