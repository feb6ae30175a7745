/// What the HTTP endpoint serves.
struct MonitoringPages: Sendable {
    let health: @Sendable () -> Health
    let metrics: @Sendable () -> MetricsPage

    /// The answer to a request.
    func respond(to request: HTTPRequest) -> HTTPResponse {
        switch request.path {
        case "/": return .text(.ok, Self.index)
        case "/healthz":
            let health = health()
            return .text(health.isAlive ? .ok : .unavailable, health.livenessText)
        case "/readyz":
            let health = health()
            return .text(health.isReady ? .ok : .unavailable, health.text)
        case "/metrics":
            return HTTPResponse(status: .ok, contentType: Exposition.contentType, body: metrics().text)
        default: return .text(.notFound, "there is nothing here\n" + Self.index)
        }
    }

    private static let index = """
        /healthz  200 while the daemon's threads get on with their work
        /readyz   200 while reports are taken in and told of, else 503 with the reasons
        /metrics  counters for Prometheus

        """
}
