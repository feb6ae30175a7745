internal import Core

/// An outlet that takes a POST: how a message becomes a request, and what the service's answer means.
protocol Channel: Outlet {
    /// The request that carries a message; made anew for each attempt, because signatures age.
    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest

    /// What the answer means. Success is what the service says, not that it answered.
    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement
}

/// One event on its way to one channel.
struct OutgoingMessage: Sendable {
    /// The delivery's id, the same on all attempts.
    let id: String
    let event: Event
    let summary: Summary
    /// The same without the channel's own template; nil where it has none.
    var builtIn: Summary?
    /// Whether the service could not read the markup, so that it gets the built-in words as plain text.
    var isPlain = false
    /// Whether a person is only trying the channel, which machines that read it have to know.
    var isTest = false
}

/// How many messages a service takes, by its own word; what goes beyond is refused or punished.
struct RateLimits: Sendable, Hashable {
    /// At most so many messages in any stretch of so many milliseconds.
    struct Window: Sendable, Hashable {
        let messages: Int
        let milliseconds: Int64

        static func perMinute(_ messages: Int) -> Window { Window(messages: messages, milliseconds: 60_000) }
        static func perSecond(_ messages: Int) -> Window { Window(messages: messages, milliseconds: 1_000) }
    }

    /// All of them hold at once; none where the service says with its answers when to wait.
    var windows: [Window] = []
    /// Whether the service asks to be left alone at :00 and :30, when everybody sends.
    var avoidsHalfHours = false
}
