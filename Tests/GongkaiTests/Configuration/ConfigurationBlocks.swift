@testable import gongkai

/// One kind of object in a configuration, with a way to write a configuration around one: what the documents are held
/// against, by trying.
struct ConfigurationBlock: CustomStringConvertible, Sendable {
    /// Where the schema describes it.
    let schema: [String]
    /// What has to stand in it.
    let required: String
    /// The configuration before and after the object's members.
    private let before: String
    private let after: String
    /// The JSON path of the object.
    let path: String

    init(_ path: String, schema: [String], required: String = "", around: (before: String, after: String)) {
        (self.path, self.schema, self.required) = (path, schema, required)
        (before, after) = around
    }

    var description: String { path.isEmpty ? "root" : path }

    /// A configuration in which the object has these members besides the ones it needs.
    func configuration(with members: String) -> String {
        before + [required, members].filter { !$0.isEmpty }.joined(separator: ", ") + after
    }

    /// The JSON path of one of its keys.
    func path(of key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }

    private static let watch = #"{"watch": {"directories": ["/a"]}, "#

    private static func top(_ name: String) -> ConfigurationBlock {
        ConfigurationBlock(name, schema: ["properties", name], around: (watch + #""\#(name)": {"#, "}}"))
    }

    private static func element(_ list: String, required: String) -> ConfigurationBlock {
        ConfigurationBlock(
            "\(list)[0]", schema: ["properties", list, "items"], required: required,
            around: (watch + #""\#(list)": [{"#, "}]}"))
    }

    private static func rule(_ list: String, required: String) -> ConfigurationBlock {
        ConfigurationBlock(
            "rules.\(list)[0]", schema: ["properties", "rules", "properties", list, "items"], required: required,
            around: (watch + #""rules": {"\#(list)": [{"#, "}]}}"))
    }

    private static func daily(_ name: String) -> ConfigurationBlock {
        ConfigurationBlock(
            name, schema: ["$defs", "daily"], required: #""at": "08:30""#,
            around: (watch + #""\#(name)": {"#, "}}"))
    }

    private static func partOfRoute(_ name: String) -> ConfigurationBlock {
        ConfigurationBlock(
            "routes[0].\(name)", schema: ["properties", "routes", "items", "properties", name],
            around: (watch + #""routes": [{"channels": [], "\#(name)": {"#, "}}]}"))
    }

    private static let channel = #""type": "webhook", "url": "https://x/""#

    static let all: [ConfigurationBlock] =
        [
            ConfigurationBlock("", schema: [], required: #""watch": {"directories": ["/a"]}"#, around: ("{", "}")),
            ConfigurationBlock(
                "watch", schema: ["properties", "watch"], required: #""directories": ["/a"]"#,
                around: (#"{"watch": {"#, "}}")),
            ConfigurationBlock(
                "channels.a", schema: ["$defs", "channel"], required: channel,
                around: (watch + #""channels": {"a": {"#, "}}}")),
            ConfigurationBlock(
                "channels.a.rate", schema: ["$defs", "channel", "properties", "rate"],
                around: (watch + #""channels": {"a": {\#(channel), "rate": {"#, "}}}}")),
            ConfigurationBlock(
                "rules.year_over_year", schema: ["properties", "rules", "properties", "year_over_year"],
                around: (watch + #""rules": {"year_over_year": {"#, "}}}")),
            rule("exempt", required: #""rule": "cell.*", "organ": "*", "why": "x""#),
            rule("only", required: #""rule": "cell.*", "organ": "*""#),
            rule("custom", required: #""id": "custom.a", "when": "year > 1", "message": "x""#),
            element("routes", required: #""channels": []"#), partOfRoute("match"), partOfRoute("group"),
            element("mute", required: #""from": "22:00", "to": "08:00""#), daily("daily_digest"), daily("heartbeat"),
        ]
        + ["after", "limits", "rules", "deadlines", "network", "alarm", "retention", "http", "log"].map(top)
}
