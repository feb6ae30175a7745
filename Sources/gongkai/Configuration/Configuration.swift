import Core

/// What the daemon is told: one JSON file, whose keys docs/configuration.md explains.
///
/// A property's initial value is its key's default. Each block of the file is a type in Blocks/ that states its keys,
/// defaults and limits in one place.
struct Configuration {
    var watch = Watch()
    /// Where the store, its lock and the control socket are.
    var state = BytePath("/var/lib/gongkai")
    var after = After()
    var limits = Limits()
    /// Whether pictures of text are read by tesseract.
    var ocr = false
    var language = Language.chinese
    /// The zone that times in messages and the configuration's own times are in.
    var timeZone = "Asia/Shanghai"
    /// Where the HTTP endpoint is seen from outside, for links in messages.
    var publicURL: String?
    var rules = RuleSettings()
    /// The file with the organs that owe a report.
    var roster: BytePath?
    /// What stands in it.
    var organs = OrganDirectory()
    var deadlines = Deadlines()
    /// The channels by their names, in the file's order.
    var channels: [(name: String, channel: Channel)] = []
    /// In the order they are tried; without any, everything goes to every channel.
    var routes: [Route] = []
    var network = Network()
    var mute: [MuteTime] = []
    var dailyDigest: DailyMessage?
    var heartbeat: DailyMessage?
    var alarm = Alarm()
    var retention = Retention()
    var http = HTTPEndpoint()
    var log = Log()

    /// Where the values stand in the file. Holds no value.
    var source = SourceMap(file: "configuration")

    /// What holds without a file: for `check`, which neither watches nor sends.
    static let `default` = Configuration()

    private init() {}

    /// Reads the root of a configuration's file.
    init(_ object: inout ObjectReader) {
        var schema: String?
        object.read("$schema", into: &schema, .optional(.string))
        object.read("watch", into: &watch, .object(Watch.init))
        if !object.has("watch") { Watch.reportMissingDirectories(at: object.path["watch"], in: object.context) }
        object.read("state", into: &state, .path)
        object.read("after", into: &after, .object(After.init))
        object.read("limits", into: &limits, .object(Limits.init))
        object.read("ocr", into: &ocr, .boolean)
        object.read("language", into: &language, .choice)
        object.read("timezone", into: &timeZone, .timeZone)
        object.read("public_url", into: &publicURL, .optional(.webURL))
        object.read("rules", into: &rules, .object(RuleSettings.init))
        object.read("roster", into: &roster, .optional(.path))
        object.read("deadlines", into: &deadlines, .object(Deadlines.init))
        object.read("channels", into: &channels, .channels)
        object.read("routes", into: &routes, .list(of: .object(Route.init)))
        object.read("network", into: &network, .object(Network.init))
        object.read("mute", into: &mute, .list(of: .object(MuteTime.init)))
        object.read("daily_digest", into: &dailyDigest, .optional(.object(DailyMessage.init)))
        object.read("heartbeat", into: &heartbeat, .optional(.object(DailyMessage.init)))
        object.read("alarm", into: &alarm, .object(Alarm.init))
        object.read("retention", into: &retention, .object(Retention.init))
        object.read("http", into: &http, .object(HTTPEndpoint.init))
        object.read("log", into: &log, .object(Log.init))
        object.reportUnknownKeys()
    }
}
