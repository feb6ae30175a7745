internal import Core
internal import FoundationEssentials

/// A Microsoft Teams workflow (Power Automate): one Adaptive Card.
///
/// A workflow only queues what it gets, so nothing is ever more than accepted; what failed afterwards stands in the flow's
/// run history. It says so with an empty answer; `1` and the answer within an answer are what connectors say, which some
/// tenants still pass on. Source: learn.microsoft.com, Create incoming webhooks with Workflows; Adaptive Cards schema 1.4;
/// github.com/MicrosoftDocs/msteams-docs/issues/7852.
struct TeamsChannel: Channel {
    /// Documented are about 28 KB, measured by others 21 KB.
    static let bodyLimit = 20_000

    private let endpoint: Endpoint
    private let mention: [String]

    init(endpoint: Endpoint, mention: [String]) {
        self.endpoint = endpoint
        self.mention = mention
    }

    /// What connectors took; no number is known of workflows.
    var limits: RateLimits { RateLimits(windows: [.perSecond(4)]) }

    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest {
        let body = message.summary.rendered { summary in
            var json = JSONWriter()
            TeamsCard(summary: summary, mention: mention).write(to: &json)
            return json.utf8
        } fits: {
            $0.count <= TeamsChannel.bodyLimit
        }
        return HTTPRequest(json: body, to: endpoint)
    }

    /// Why a URL cannot be a workflow's although it once was one of Teams: retired hosts.
    static func objection(to host: String) -> TargetObjection? {
        let retired = ["webhook.office.com", "outlook.office.com", "outlook.office365.com", "logic.azure.com"]
        guard retired.contains(where: { host == $0 || host.hasSuffix(".\($0)") }) else { return nil }
        return TargetObjection(
            cause: Message(zh: "这是微软已停用的 Teams 网址", en: "Microsoft has retired this kind of Teams URL"),
            hint: Message(
                zh: "在 Teams 频道的“工作流”中新建“收到 webhook 请求时”，使用它给出的 …api.powerplatform.com 网址",
                en: "make a workflow \"When a webhook request is received\" in the channel and use its "
                    + "…api.powerplatform.com URL"))
    }

    // MARK: Answer

    private struct Answer: Decodable {
        struct Failure: Decodable {
            var code: String?
            var message: String?
        }

        var error: Failure?
        /// What the Teams connector writes of the answer that it got itself.
        var statusCode: Int?
        var isSuccessStatusCode: Bool?

        var tellsSuccess: Bool { isSuccessStatusCode == true && (200..<300).contains(statusCode ?? 0) }
    }

    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement {
        let codes = CodeTable.teams
        let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body))
        if let failure = answer?.error {
            let (code, words) = (failure.code ?? "?", failure.message ?? "")
            // A flow that was deleted is told as one that is not enabled, "state 'Deleted'".
            let isDeleted = code == "WorkflowTriggerIsNotEnabled" && words.contains("Deleted")
            return codes.judgement(on: isDeleted ? "WorkflowNotFound" : code, saying: words, in: response, now: now)
        }
        if let byStatus = Judgement.byStatus(response) { return byStatus }
        // Whoever answers in a workflow's place, such as a portal or a proxy, did not queue anything.
        guard [200, 202].contains(response.status) else { return codes.unintelligible(response) }
        let body = response.body.filter { !" \t\r\n".utf8.contains($0) }
        let isQueued = body.isEmpty || body == Array("1".utf8) || answer?.tellsSuccess == true
        return isQueued ? .accepted : codes.unintelligible(response)
    }
}

extension MentionSyntax {
    /// A user principal name or the object id of Microsoft Entra.
    public static let teams = MentionSyntax("a user principal name (user@tenant) or an object id") {
        isWord($0, also: "@")
    }
}

extension CodeTable<String> {
    /// Source: the errors of Azure Logic Apps' request trigger, which Power Automate passes on.
    static let teams = CodeTable(
        service: Message(zh: "Teams 工作流", en: "the Teams workflow"),
        codes: [
            "WorkflowTriggerIsNotEnabled": .configuration(
                "工作流已停用", "the workflow is turned off",
                remedy: Message(zh: "在 Power Automate 中启用该流", en: "turn the flow on in Power Automate")),
            "WorkflowNotFound": gone, "WorkflowTriggerNotFound": gone, "WorkflowTriggerVersionNotFound": gone,
            "DirectApiAuthorizationRequired": unauthorized, "DirectApiInvalidAuthorizationScheme": unauthorized,
            "AuthorizationFailed": unauthorized, "AuthenticationFailed": unauthorized, "InvalidSasToken": unauthorized,
            "TriggerInputSchemaMismatch": .message(
                "工作流不接受这条消息的格式", "the workflow does not take the message's format"),
            "RequestEntityTooLarge": .message("消息超过工作流的大小上限", "the message is over the workflow's size limit"),
        ])

    private static let gone = ServiceCode.gone(
        "工作流已被删除", "the workflow was deleted",
        remedy: Message(zh: "在 Teams 频道中新建工作流并更新网址", en: "make a new workflow in the channel and update the url"))
    private static let unauthorized = ServiceCode.configuration(
        "工作流拒绝匿名调用或签名不符", "the workflow refuses anonymous calls, or its signature does not match",
        remedy: Message(
            zh: "把触发器的“谁可以触发此流”设为“任何人”，并复制完整网址（含 sig）",
            en: "set \"Who can trigger the flow\" to \"Anyone\" and copy the whole url with its sig"))
}
