public import Core

/// Where a channel's messages go: a checked URL. The URL of a chat webhook is a credential, so it is never shown.
struct Endpoint: Sendable {
    let url: Secret
    let scheme: String
    let host: String
    let port: Int

    /// Checks a URL.
    ///
    /// - Throws: ``NotifierError`` that says what is wrong without showing the URL.
    init(
        url: Secret, channel: String, network: NetworkPolicy, service: TargetService = .web
    ) throws(NotifierError) {
        do throws(TargetObjection) {
            (scheme, host, port) = try network.check(url, as: service)
        } catch {
            throw NotifierError(
                operation: "use the address of channel", object: channel, cause: error.cause, hint: error.hint,
                fate: .correctConfiguration)
        }
        self.url = url
    }
}

/// Why a URL cannot be a channel's target. Shows nothing of the URL.
public struct TargetObjection: Error, Sendable, Hashable {
    /// A key of a channel's configuration.
    public enum Part: String, Sendable, Hashable {
        case url, secret, token
    }

    /// What is wrong.
    public let cause: Message
    /// What would be right.
    public let hint: Message
    /// Which key's value is wrong.
    public internal(set) var part = Part.url
}

/// What a channel's URL leads to, which decides the schemes it may have.
public enum TargetService: Sendable, Hashable {
    /// https, or http where the host is named.
    case web
    /// smtps, or smtp with STARTTLS; without where the host is named.
    case mail
}

extension NetworkPolicy {
    /// What is wrong with a channel's URL; nil when messages may go there.
    public func objection(to url: Secret, as service: TargetService = .web) -> TargetObjection? {
        do throws(TargetObjection) {
            _ = try check(url, as: service)
            return nil
        } catch {
            return error
        }
    }

    /// Where a URL leads to, if messages may go there.
    func check(
        _ url: Secret, as service: TargetService
    ) throws(TargetObjection) -> (scheme: String, host: String, port: Int) {
        guard let parts = CurlURL(url.reveal()) else { throw .incomplete(service) }
        switch (service, parts.scheme) {
        case (.web, "https"), (.mail, "smtps"), (.mail, "smtp"): break
        case (.web, "http"):
            guard names(host: parts.host, port: parts.port) else { throw .plainHTTP }
        default: throw .wrongScheme(service)
        }
        guard !parts.hasUserInfo else { throw .userInfo(service) }
        if let address = IPAddress(parts.host), !allows(address, host: parts.host, port: parts.port) {
            throw .privateAddress
        }
        return (parts.scheme, parts.host, parts.port)
    }
}

extension TargetObjection {
    fileprivate static func incomplete(_ service: TargetService) -> TargetObjection {
        TargetObjection(
            cause: Message(
                zh: "网址不完整或含有空格、控制字符", en: "the URL is incomplete or holds spaces or control characters"),
            hint: service == .web
                ? Message(zh: "写成 https://主机/路径", en: "write it as https://host/path")
                : Message(zh: "写成 smtps://主机:465", en: "write it as smtps://host:465"))
    }

    fileprivate static func wrongScheme(_ service: TargetService) -> TargetObjection {
        service == .web
            ? TargetObjection(
                cause: Message(zh: "网址不是 https", en: "the URL is not https"),
                hint: Message(zh: "改用 https:// 开头的网址", en: "use one that begins with https://"))
            : TargetObjection(
                cause: Message(zh: "网址不是 smtps 或 smtp", en: "the URL is neither smtps nor smtp"),
                hint: Message(
                    zh: "写成 smtps://主机:465 或 smtp://主机:587", en: "write it as smtps://host:465 or smtp://host:587"))
    }

    fileprivate static let plainHTTP = TargetObjection(
        cause: Message(zh: "网址是不加密的 http", en: "the URL is plain http"),
        hint: Message(
            zh: "改用 https；如确是内网地址，把主机名写进 network.allow_private",
            en: "use https, or name the host in network.allow_private if it is in your own network"))

    fileprivate static func userInfo(_ service: TargetService) -> TargetObjection {
        TargetObjection(
            cause: Message(zh: "网址中带有用户名或密码", en: "the URL holds a user name or password"),
            hint: service == .web
                ? Message(zh: "去掉 @ 之前的部分", en: "remove what stands before the @")
                : Message(zh: "改写在 user 和 secret 中", en: "give them as user and secret"))
    }

    fileprivate static let privateAddress = TargetObjection(
        cause: Message(zh: "网址指向内网地址", en: "the URL leads to a private address"),
        hint: Message(zh: "如确需发送，把它写进 network.allow_private", en: "name it in network.allow_private if that is meant"))
}
