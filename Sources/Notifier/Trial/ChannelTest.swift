public import Core

extension ChannelDefinition {
    /// Sends one message that says it is a test, once, past the event log and the outbox.
    ///
    /// It goes the way of every message: the same addresses are refused, the same time-outs and proxy hold, and the answer
    /// is judged alike. It mentions nobody and is in the built-in words. A receiver of JSON gets a `heartbeat` whose
    /// data says `"test":true`, so that no machine takes it for a report.
    ///
    /// Blocks until the answer or a time-out: not for Swift's cooperative pool.
    ///
    /// - Parameters:
    ///   - network: how far messages may go.
    ///   - now: the wall clock.
    /// - Throws: ``NotifierError`` when libcurl cannot be set up.
    /// - Returns: the message's id and what the attempt came to, masked. What would be tried again is `dead`, for a test
    ///   is not.
    public func sendTest(
        network: NetworkPolicy, now: () -> UnixTime
    ) throws(NotifierError) -> (id: String, result: AttemptResult) {
        guard let multi = CurlMulti() else { throw NotifierError.noLibcurl }
        let transport = CurlTransport(multi: multi, network: network)
        let message = testMessage(id: MessageID.make(), at: now())
        transport.start(channel.transfer(of: message, now: now()), tag: 0)
        var ended: [(tag: Int, exchange: Exchange)] = []
        while ended.isEmpty { ended = transport.advance(waitingAtMost: 1000) }
        let exchange = ended[0].exchange
        let judgement = judge(exchange, now: now())
        let outcome = judgement.failure(now: now()).outcome
        let fate: AttemptResult.Fate =
            switch judgement {
            case .delivered: .delivered
            case .accepted: .accepted
            case .ambiguous: .ambiguous(repeatedAt: nil)
            default: .dead
            }
        return (message.id, AttemptResult(exchange, judgement.problem, fate, outcome, self))
    }

    private func testMessage(id: String, at moment: UnixTime) -> OutgoingMessage {
        let words = Wording(language: language)
        var summary = Summary(language: language, tone: .neutral, title: words.titleOfTest(on: name))
        summary.lead = [words.purposeOfTest]
        summary.closing = [words.number(of: id)]
        let event = Event(id: 0, kind: .heartbeat, occurredAt: moment, subject: nil)
        return OutgoingMessage(id: id, event: event, summary: summary, isTest: true)
    }
}

extension Wording {
    fileprivate func titleOfTest(on channel: String) -> String {
        let name = channel.singleLine(limit: 60)
        return Message(zh: "【测试】gongkai 渠道 \(name) 的测试消息", en: "[Test] a test message of gongkai's channel \(name)")
            .text(in: language)
    }

    fileprivate var purposeOfTest: String {
        Message(
            zh: "有人运行了 gongkai notify-test。本消息不涉及任何报告，无需处理。",
            en: "Somebody ran gongkai notify-test. This is about no report, and nothing has to be done."
        ).text(in: language)
    }
}
