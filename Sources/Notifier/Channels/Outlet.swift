internal import Core

/// Any place that messages go to, as the dispatcher sees it. A ``Channel`` is one that takes a POST.
protocol Outlet: Sendable {
    /// How many messages it takes.
    var limits: RateLimits { get }

    /// What one attempt to deliver a message does; made anew for each attempt, because signatures age.
    func transfer(of message: OutgoingMessage, now: UnixTime) -> TransferRequest

    /// What the answer means. Success is what the service says, not that it answered.
    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement
}

extension Channel {
    func transfer(of message: OutgoingMessage, now: UnixTime) -> TransferRequest {
        .http(request(for: message, now: now))
    }
}
