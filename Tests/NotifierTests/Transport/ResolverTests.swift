import Core
import TestSupport
import Testing

@testable import Notifier

/// Names that nobody answers for.
@Suite(.timeLimit(.minutes(5)))
struct ResolverTests {
    @Test func aNameServerThatNeverAnswersHoldsUpNoOtherRequest() async throws {
        let server = try SocketServer { connection in
            while connection.readRequest() != nil { connection.answer("there") }
        }
        let network = try Wire.policy(allow: ["127.0.0.1", "hooks.silent.invalid"], connect: 1)
        let dead = try Wire.post("http://hooks.silent.invalid/", network: network)
        let healthy = try Wire.post(server.url(), network: network)
        let (end, longest) = try await Wire.with(network) { transport in
            transport.start(dead, tag: 1)
            var end: Exchange?
            var longest = Duration.zero
            while end == nil {
                let began = ContinuousClock.now
                transport.start(healthy, tag: 2)
                var isBack = false
                while !isBack {
                    for (tag, exchange) in transport.advance(waitingAtMost: 1000) {
                        if tag == 1 { end = exchange } else { isBack = true }
                    }
                }
                longest = max(longest, ContinuousClock.now - began)
            }
            return (end, longest)
        }
        #expect(SilentResolver.questions > 0)
        #expect(end?.failure?.kind == .unresolved || end?.failure?.kind == .unreachable)
        #expect(longest < .seconds(5), "one thread serves all channels")
        server.stop()
    }
}
