internal import Core
internal import FoundationEssentials

/// Any receiver of JSON, signed after the Standard Webhooks specification when there is a secret.
///
/// Source: standard-webhooks.md (github.com/standard-webhooks/standard-webhooks).
struct WebhookChannel: Channel {
    /// The longest text a chat would show of one message; the findings beside it are complete.
    static let textLimit = 8_000

    private let endpoint: Endpoint
    private let key: SigningKey?

    /// A channel.
    ///
    /// - Throws: ``NotifierError`` when a secret begins with `whsec_` but is no Base64.
    init(name: String, endpoint: Endpoint, secret: Secret?) throws(NotifierError) {
        self.endpoint = endpoint
        guard let secret else {
            key = nil
            return
        }
        guard let key = WebhookChannel.key(from: secret) else {
            throw NotifierError(WebhookChannel.secretObjection, channel: name)
        }
        self.key = key
    }

    /// A receiver of one's own says when it has enough.
    var limits: RateLimits { RateLimits() }

    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest {
        let body = WebhookChannel.body(of: message)
        let timestamp = now.milliseconds / 1000
        var headers = ["webhook-id: \(message.id)", "webhook-timestamp: \(timestamp)"]
        if let key {
            let signature = WebhookChannel.signature(id: message.id, timestamp: timestamp, body: body, key: key)
            headers.append("webhook-signature: \(signature)")
        }
        return HTTPRequest(json: body, to: endpoint, headers: headers, isRepeatable: true)
    }

    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement {
        guard let refusal = Judgement.byStatus(response) else { return response.status == 202 ? .accepted : .delivered }
        guard key != nil, WebhookChannel.signatureRefusals.contains(response.status) else { return refusal }
        return refusal.refused(
            with: ClockOffset(of: now, against: response), tolerance: WebhookChannel.toleratedMinutes)
    }

    /// How receivers answer what they cannot verify.
    private static let signatureRefusals: Set = [400, 401, 403]
    /// How far a timestamp may be off in the specification's own libraries.
    private static let toleratedMinutes = 5

    // MARK: Signature

    /// `whsec_` and Base64 as the specification has it, or any other text as it stands.
    static func key(from secret: Secret) -> SigningKey? {
        let text = secret.reveal()
        guard text.hasPrefix("whsec_") else { return SigningKey(text.utf8) }
        return Data(base64Encoded: String(text.dropFirst(6))).map { SigningKey($0) }
    }

    static let secretObjection = TargetObjection(
        cause: Message(zh: "密钥以 whsec_ 开头，但其后不是 Base64", en: "it begins with whsec_, but no Base64 follows"),
        hint: Message(zh: "请从接收方重新复制密钥", en: "copy it again from the receiver"), part: .secret)

    static func signature(id: String, timestamp: Int64, body: [UInt8], key: SigningKey) -> String {
        "v1," + Signature.base64(of: Array("\(id).\(timestamp).".utf8) + body, key: key)
    }

    // MARK: Body

    /// The payload, with an `id` where no header carries it.
    static func body(of message: OutgoingMessage, id: String? = nil) -> [UInt8] {
        let event = message.event
        var json = JSONWriter()
        json.object { json in
            if let id { json.member("id", id) }
            json.member("type", event.kind.rawValue)
            json.member("timestamp", event.occurredAt.iso8601)
            json.memberObject("data") { json in
                json.member("event", Int(event.id))
                if message.isTest { json.member("test", flag: true) }
                if let subject = event.subject { write(subject, to: &json) }
                if let coverage = event.coverage { write(coverage, to: &json) }
                if let digest = event.digest { write(digest, to: &json) }
                if let undelivered = event.undelivered { write(undelivered, to: &json) }
                if let link = message.summary.link { json.member("link", link.url) }
                json.member("message", message.summary.text(limit: textLimit))
            }
        }
        return json.utf8
    }

    private static func write(_ subject: Event.Subject, to json: inout JSONWriter) {
        json.member("report", Int(subject.report))
        json.member("verdict", subject.verdict.rawValue)
        json.member("agency", subject.agency)
        json.member("agency_kind", subject.agencyKind?.rawValue)
        json.member("year", subject.year)
        json.member("edition", subject.edition)
        json.member("title", subject.title)
        json.member("file", subject.file)
        json.member("sha256", subject.content?.description)
        json.member("key_figures") { json in
            guard let figures = subject.keyFigures else { return json.null() }
            json.object { json in
                for entry in figures.entries { json.member(entry.key, entry.value) }
            }
        }
        json.memberArray("findings") { json in
            for finding in subject.findings { finding.write(to: &json) }
        }
        json.memberArray("gone") { json in
            for finding in subject.gone { finding.write(to: &json) }
        }
        json.member("former_verdict", subject.formerVerdict?.rawValue)
    }

    private static func write(_ coverage: Event.Coverage, to json: inout JSONWriter) {
        json.member("region", coverage.region)
        json.member("year", coverage.year)
        json.member("deadline", coverage.deadline.description)
        json.member("agencies", strings: coverage.agencies)
        if coverage.isRevoked { json.member("reason", "not_due") }
    }

    private static func write(_ digest: Event.Digest, to json: inout JSONWriter) {
        json.memberObject("counts") { json in
            for verdict in Wording.worstFirst { json.member(verdict.rawValue, digest.counts[verdict] ?? 0) }
        }
        json.memberObject("coverage") { json in
            for news in Event.Coverage.News.allCases {
                guard let count = digest.coverage[news] else { continue }
                json.memberObject(news.rawValue) { json in
                    json.member("regions", count.regions)
                    json.member("agencies", count.agencies)
                }
            }
        }
        json.member("covered", digest.covered)
        json.member("from", digest.span?.lowerBound.iso8601)
        json.member("to", digest.span?.upperBound.iso8601)
        json.member("worst") { json in
            json.array { json in
                for item in digest.worst {
                    json.object { json in
                        json.member("report", Int(item.report))
                        json.member("verdict", item.verdict.rawValue)
                        json.member("agency", item.agency)
                        json.member("year", item.year)
                        json.member("file", item.file)
                        json.member("findings", item.findings)
                    }
                }
            }
        }
        json.memberObject("gone") { json in
            json.member("reports", digest.gone.reports)
            json.memberArray("named") { json in
                for item in digest.gone.named {
                    json.object { json in
                        json.member("report", Int(item.report))
                        json.member("verdict", item.verdict.rawValue)
                        json.member("former_verdict", item.formerVerdict?.rawValue)
                        json.member("agency", item.agency)
                        json.member("year", item.year)
                        json.member("file", item.file)
                        json.member("errors", item.gone)
                    }
                }
            }
        }
        json.memberArray("regions") { json in
            for region in digest.regions {
                json.object { json in
                    json.member("news", region.news.rawValue)
                    json.member("region", region.coverage.region)
                    json.member("year", region.coverage.year)
                    json.member("agencies", region.coverage.agencies.count)
                }
            }
        }
    }

    private static func write(_ undelivered: Event.Undelivered, to json: inout JSONWriter) {
        json.member("channel", undelivered.channel)
        json.member("count", undelivered.count)
        json.member("delivery", undelivered.delivery)
        json.member("error", undelivered.error)
        json.member("uncertain", undelivered.uncertain)
    }
}
