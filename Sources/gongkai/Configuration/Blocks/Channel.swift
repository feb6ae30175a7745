import Core
import Notifier

/// One of `channels`: where messages go, and how.
struct Channel {
    /// A bound on messages.
    struct Rate: Hashable {
        var perMinute = 20

        init(_ object: inout ObjectReader) {
            object.require("per_minute", into: &perMinute, .integer(in: 1...6000))
            object.reportUnknownKeys()
        }
    }

    var type = ChannelType.webhook
    var url: SecretSource?
    /// What messages are signed with.
    var secret: SecretSource?
    /// What a bot or an account proves itself with.
    var token: SecretSource?
    /// The chat that a bot writes to.
    var chatID: String?
    /// What messages are published under.
    var topic: String?
    /// The account of a mail server.
    var user: String?
    /// Whom mail comes from.
    var from: MailAddress?
    /// Whom it goes to.
    var to: [MailAddress]?
    /// The file that messages are appended to.
    var path: BytePath?
    /// What messages look like in a file or on standard output; nil means text.
    var format: LocalFormat?
    /// Nil means the configuration's.
    var language: Language?
    /// A Mustache file.
    var template: BytePath?
    /// Nil means the service's own limit.
    var rate: Rate?
    /// How long a message is tried.
    var maxAgeHours = 72
    /// The channel that hears of it when this one fails.
    var fallback: String?
    /// Whom to mention, by the service's own ids.
    var mention: [String] = []

    /// What stands in for a channel that is wrong altogether, so that its name is still known.
    fileprivate init() {}

    init(_ object: inout ObjectReader) {
        var type: ChannelType?
        object.requireSome("type", into: &type, .choice)
        object.read("language", into: &language, .optional(.choice))
        object.read("template", into: &template, .optional(.path))
        object.read("rate", into: &rate, .optional(.object(Rate.init)))
        object.read("max_age_h", into: &maxAgeHours, .integer(in: 1...8760))
        object.read("fallback", into: &fallback, .optional(.channelName))
        object.read("mention", into: &mention, .oneOrMore(of: type?.mentionable ?? .nonEmptyString))
        // Without a type it is unknown which other keys belong here; the type's own error is enough then.
        guard let type else { return }
        self.type = type
        for key in type.required { read(key, isRequired: true, &object) }
        for key in type.optional { read(key, isRequired: false, &object) }
        object.reportUnknownKeys { name in
            guard let key = ChannelType.Key(rawValue: name) else { return nil }
            let owners = ChannelType.allCases.filter { ($0.required + $0.optional).contains(key) }
            return "a \(type.rawValue) channel has no such key; "
                + "it belongs to \(owners.map(\.rawValue).joined(separator: ", "))"
        }
    }

    /// Reads one of the keys that only some types have.
    private mutating func read(_ key: ChannelType.Key, isRequired: Bool, _ object: inout ObjectReader) {
        func read<Value>(into value: inout Value?, _ format: Format<Value>) {
            if isRequired {
                object.requireSome(key.rawValue, into: &value, format)
            } else {
                object.read(key.rawValue, into: &value, .optional(format))
            }
        }
        switch key {
        case .url: read(into: &url, .secret)
        case .secret: read(into: &secret, .secret)
        case .token: read(into: &token, .secret)
        case .chatID: read(into: &chatID, .chatID)
        case .topic: read(into: &topic, .topic)
        case .user: read(into: &user, .nonEmptyString)
        case .from: read(into: &from, .mailAddress)
        case .to: read(into: &to, .mailAddresses)
        case .path: read(into: &path, .path)
        case .format: read(into: &format, .choice)
        }
    }
}

/// The services that CONFIG knows, each with the keys that are its own.
enum ChannelType: String, CaseIterable, Sendable {
    case feishu, dingtalk, wecom, slack, discord, teams, mattermost, telegram, ntfy, email, webhook, file, stdout

    /// A key that only some types have.
    enum Key: String {
        case url, secret, token, topic, user, from, to, path, format
        case chatID = "chat_id"
    }

    /// What the service calls people; nil where a message mentions nobody.
    var mentionSyntax: MentionSyntax? {
        switch self {
        case .feishu: .feishu
        case .dingtalk: .dingTalk
        case .wecom: .weCom
        case .slack: .slack
        case .discord: .discord
        case .teams: .teams
        case .mattermost: .mattermost
        case .telegram: .telegram
        case .ntfy, .email, .webhook, .file, .stdout: nil
        }
    }

    /// An id of the service's own.
    fileprivate var mentionable: Format<String> {
        guard let mentionSyntax else { return .nonEmptyString }
        return .text(mentionSyntax.expectation) { mentionSyntax.isValid($0) ? $0 : nil }
    }

    /// The keys a channel of this type must have.
    var required: [Key] {
        switch self {
        case .feishu, .dingtalk, .wecom, .slack, .discord, .teams, .mattermost, .webhook: [.url]
        case .telegram: [.token, .chatID]
        case .ntfy: [.url, .topic]
        case .email: [.url, .user, .secret, .from, .to]
        case .file: [.path]
        case .stdout: []
        }
    }

    /// The keys it may have besides.
    var optional: [Key] {
        switch self {
        case .feishu, .dingtalk, .webhook: [.secret]
        case .telegram: [.url]
        case .ntfy: [.token]
        case .file, .stdout: [.format]
        case .wecom, .slack, .discord, .teams, .mattermost, .email: []
        }
    }
}

extension Format where Value == String {
    /// Telegram writes the ids of chats as numbers, those of public channels as names.
    fileprivate static var chatID: Format {
        simple("a chat's id, as -1001234567890 or \"@channel\"") { value in
            switch value {
            case .string(let text) where text.hasPrefix("@") && text.utf8.count > 1 || Int(text) != nil: text
            case .number(let text) where Int(text) != nil: text
            default: nil
            }
        }
    }
}

extension Format where Value == String {
    fileprivate static var topic: Format {
        text("a topic (1 to 64 letters, digits, - and _)") { ChannelDefinition.isNtfyTopic($0) ? $0 : nil }
    }
}

extension Format where Value == MailAddress {
    fileprivate static var mailAddress: Format {
        simple("an e-mail address, as \"a@example.org\" or \"Name <a@example.org>\"") { value in
            guard case .string(let text) = value else { return nil }
            return MailAddress(text)
        }
    }
}

extension Format where Value == [MailAddress] {
    /// At least one: nobody would get the mail of a channel without.
    fileprivate static var mailAddresses: Format {
        oneOrMore(of: .mailAddress).checked { addresses, _ in
            addresses.isEmpty ? "empty; expected at least one e-mail address" : nil
        }
    }
}

extension Format where Value == [(name: String, channel: Channel)] {
    /// All channels by their names.
    static var channels: Format {
        let channel = Format<Channel>(expectation: "an object") { cursor in
            if cursor.path.components.last == .key("") { cursor.report("a channel needs a name") }
            return Format<Channel>.object(Channel.init).convert(cursor) ?? Channel()
        }
        return Format<[(key: String, value: Channel)]>.dictionary(of: channel).map { entries in
            entries.map { (name: $0.key, channel: $0.value) }
        }
    }
}
