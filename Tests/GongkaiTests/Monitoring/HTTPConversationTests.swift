import Testing

@testable import gongkai

/// What clients may send, without a socket.
struct HTTPConversationTests {
    private func head(_ text: String) -> HTTPRequestHead { HTTPRequestHead(Array(text.utf8)) }

    private func status(_ text: String) -> HTTPResponse.Status? {
        if case .refused(let response) = head(text) { response.status } else { nil }
    }

    @Test(arguments: [
        ("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n", false, "/readyz"),
        ("HEAD /metrics HTTP/1.0\r\n\r\n", true, "/metrics"),
        ("GET /readyz?verbose=1 HTTP/1.1\nHost: a\n\n", false, "/readyz"),
        ("GET http://127.0.0.1:8787/healthz HTTP/1.1\r\n\r\n", false, "/healthz"),
    ])
    func `a request is understood`(text: String, isHead: Bool, path: String) {
        #expect(head(text) == .complete(HTTPRequest(isHead: isHead, path: path)))
    }

    @Test(arguments: [
        ("POST / HTTP/1.1\r\n\r\n", HTTPResponse.Status.methodNotAllowed),
        ("DELETE /metrics HTTP/1.1\r\n\r\n", .methodNotAllowed),
        ("GET / HTTP/2.0\r\n\r\n", .versionNotSupported), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .versionNotSupported),
        ("GET /\r\n\r\n", .badRequest), ("GET / \u{1} HTTP/1.1\r\n\r\n", .badRequest), ("A\r\n\r\n", .badRequest),
        ("\u{16}\u{3}\u{1}", .badRequest), ("\r\n\r\n", .badRequest), ("get / HTTP/1.1\r\n\r\n", .badRequest),
    ])
    func `what is no request for this endpoint is refused`(text: String, expected: HTTPResponse.Status) {
        #expect(status(text) == expected)
    }

    @Test func `a head is waited for as long as it may still come`() {
        #expect(head("") == .incomplete)
        #expect(head("GET / HTTP/1.1\r\nHost: a\r\n") == .incomplete)
        let longest = "GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: HTTPRequestHead.longest)
        #expect(HTTPRequestHead(Array(longest.utf8.prefix(HTTPRequestHead.longest - 1))) == .incomplete)
        #expect(status(longest) == .headTooLarge)
        // The end of a head that is too long counts for nothing.
        #expect(status(longest + "\r\n\r\n") == .headTooLarge)
    }

    private func respond(_ request: HTTPRequest) -> HTTPResponse { .text(.ok, "path \(request.path)\n") }

    @Test func `a request in pieces gets one answer, and is then listened to no longer`() {
        var conversation = HTTPConversation(at: 0)
        for byte in "GET /x HTTP/1.1\r\n\r\n".utf8 {
            #expect(conversation.phase == .reading)
            conversation.received([byte], at: 1, respond: respond)
        }
        #expect(conversation.phase == .writing)
        let answer = String(decoding: conversation.unsent, as: UTF8.self)
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.hasSuffix("\r\n\r\npath /x\n"))
        #expect(answer.contains("Content-Length: 8\r\n") && answer.contains("Connection: close\r\n"))
        conversation.received(Array("GET /y HTTP/1.1\r\n\r\n".utf8)[...], at: 2, respond: respond)
        #expect(conversation.unsent.count == answer.utf8.count)
        conversation.sent(10, at: 3)
        #expect(conversation.phase == .writing)
        conversation.sent(answer.utf8.count - 10, at: 4)
        #expect(conversation.phase == .draining)
        conversation.receivedEnd()
        #expect(conversation.phase == .over)
    }

    @Test func `a head without a body says how long the body would be`() {
        let response = HTTPResponse.text(.ok, "ready\n")
        let bytes = String(decoding: response.bytes(withoutBody: true), as: UTF8.self)
        #expect(bytes.contains("Content-Length: 6\r\n") && bytes.hasSuffix("\r\n\r\n"))
    }

    @Test func `every phase has its end`() {
        let patience = HTTPConversation.patience
        var slow = HTTPConversation(at: 0)
        for moment in stride(from: 0, to: patience.reading, by: 1000) {
            slow.received([UInt8(ascii: "G")], at: moment, respond: respond)
            slow.tick(at: moment)
        }
        #expect(slow.phase == .reading)
        slow.tick(at: patience.reading)
        #expect(slow.phase == .over)

        var deaf = HTTPConversation(at: 0)
        deaf.received(Array("GET / HTTP/1.1\r\n\r\n".utf8)[...], at: 5, respond: respond)
        deaf.sent(1, at: 9000)
        deaf.tick(at: 5 + patience.writing - 1)
        #expect(deaf.phase == .writing)
        deaf.tick(at: 5 + patience.writing)
        #expect(deaf.phase == .over)

        var endless = HTTPConversation(at: 0)
        endless.received(Array("GET / HTTP/1.1\r\n\r\n".utf8)[...], at: 5, respond: respond)
        endless.sent(endless.unsent.count, at: 6)
        endless.received([1, 2, 3], at: 900, respond: respond)
        endless.tick(at: 6 + patience.draining)
        #expect(endless.phase == .over)
    }

    @Test func `who hangs up without having asked is gone`() {
        var conversation = HTTPConversation(at: 0)
        conversation.received([UInt8(ascii: "G")], at: 1, respond: respond)
        conversation.receivedEnd()
        #expect(conversation.phase == .over)
        // Who has asked may close its side and still wait for the answer.
        var half = HTTPConversation(at: 0)
        half.received(Array("GET / HTTP/1.1\r\n\r\n".utf8)[...], at: 5, respond: respond)
        half.receivedEnd()
        #expect(half.phase == .writing)
    }
}
