/// The organs that owe a report.
public struct Roster: Sendable, Hashable {
    /// In the order of the file.
    public let organs: [Organ]

    /// A roster of these organs.
    public init(organs: [Organ]) {
        self.organs = organs
    }

    /// A hash of what the names and regions of organs are resolved by; 0 for an empty roster.
    public var fingerprint: UInt64 {
        guard !organs.isEmpty else { return 0 }
        var hash = StableHash()
        for organ in organs {
            hash.add(organ.region)
            for name in organ.names { hash.add(name) }
            hash.add(0)
        }
        return hash.value
    }

    /// Nobody owes anything.
    public static let empty = Roster(organs: [])
}

/// One organ that owes a report.
public struct Organ: Sendable, Hashable {
    /// Its name, by which its reports are known.
    public let name: String
    /// What it is, which decides its deadline.
    public let kind: OrganKind
    /// The region it belongs to; empty when nobody says.
    public let region: String
    /// The name of the organ it belongs to.
    public let parent: String?
    /// Other names its reports may bear, such as those before a 机构改革.
    public let aliases: [String]
    /// The channel that hears of it besides those of the routes.
    public let channel: String?
    /// The line of the roster it stands on, from 1; 0 when it stands in no file.
    public let line: Int

    /// An organ.
    public init(
        name: String, kind: OrganKind? = nil, region: String = "", parent: String? = nil, aliases: [String] = [],
        channel: String? = nil, line: Int = 0
    ) {
        self.name = name
        self.kind = kind ?? OrganKind(name: name)
        self.region = region
        self.parent = parent
        self.aliases = aliases
        self.channel = channel
        self.line = line
    }

    /// Its name with all others.
    public var names: [String] { [name] + aliases }
}

/// What an organ is, as far as deadlines go (《政府信息公开条例》第四十九条).
public enum OrganKind: String, Sendable, Hashable, CaseIterable {
    /// A department, 人民政府办公室 included, and everybody else.
    case department
    /// The government of a township or town (乡、镇), or a 街道办事处.
    case township
    /// A government from the county up.
    case government

    /// The kind that a name tells.
    public init(name: String) {
        self = Deadlines.kind(of: name)
    }
}
