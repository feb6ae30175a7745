/// Finds the organ that a name means: by its names without the differences that mean nothing, its aliases, and its region.
///
/// Where it is not sure it finds none: a report under a wrong organ would be compared with the wrong year's.
public struct OrganDirectory: Sendable, Hashable {
    /// The organs it knows.
    public let roster: Roster
    private let positions: [String: [Int]]

    /// A directory of a roster's organs.
    public init(_ roster: Roster = .empty) {
        self.roster = roster
        var positions: [String: [Int]] = [:]
        for (index, organ) in roster.organs.enumerated() {
            for name in organ.names { positions[OrganName.key(name), default: []].append(index) }
        }
        self.positions = positions
    }

    /// The organ of this name, or of one that the region completes (民政局 of 嘉兴市).
    ///
    /// - Parameters:
    ///   - name: the name as it stands in a report or beside it.
    ///   - region: the region the organ is said to belong to; nil when nothing says.
    /// - Returns: the organ; nil when there is none or more than one.
    public func resolve(_ name: String, region: String? = nil) -> Organ? {
        if roster.organs.isEmpty { return nil }
        if let organ = only(OrganName.key(name), region) { return organ }
        guard let region, !region.isEmpty else { return nil }
        // 市民政局 of 嘉兴市.
        let completed = name.first == region.last ? String(region.dropLast()) + name : region + name
        return only(OrganName.key(completed), region)
    }

    private func only(_ key: String, _ region: String?) -> Organ? {
        let candidates = (positions[key] ?? []).map { roster.organs[$0] }
        guard let region, !region.isEmpty, !Self.isHost(region) else {
            return candidates.count == 1 ? candidates.first : nil
        }
        let fitting = candidates.filter { Self.fits($0, key, region) }
        return fitting.count == 1 ? fitting.first : fitting.first { $0.region == region }
    }

    /// Whether an organ may be the one in that region: the regions are written in more or less detail, or the name itself
    /// says where it belongs.
    private static func fits(_ organ: Organ, _ key: String, _ region: String) -> Bool {
        if organ.region.isEmpty || organ.region == region { return true }
        if organ.region.hasSuffix(region) || region.hasSuffix(organ.region) { return true }
        return [organ.region, region].contains { key.hasPrefix($0) && isOneOfAKind($0) }
    }

    /// Whether several organs on the roster have a name of this key (``OrganName/key(_:)``), which only regions tell apart.
    public func hasSeveral(_ key: String) -> Bool { (positions[key]?.count ?? 0) > 1 }

    /// Whether it is the host that stands in where no region is known, and says nothing to a roster.
    public static func isHost(_ region: String) -> Bool {
        region.utf8.allSatisfy { $0 < 0x80 } && region.utf8.contains(UInt8(ascii: "."))
    }

    /// Provinces, cities and prefectures have their names for themselves; districts, counties and towns share them (朝阳区).
    private static func isOneOfAKind(_ region: String) -> Bool {
        region.last.map { "省市州盟".contains($0) } ?? false
    }
}

extension OrganDirectory {
    /// Gives an identity the organ's one name and its region, so that all its reports come together.
    ///
    /// The region is the sidecar's, in the roster's words where the roster knows the organ, else the roster's. With neither
    /// the host that the report was fetched from stands in (FORM.md, "Who and when"), unless the roster says that there is
    /// only one organ of the name.
    public func settle(_ identity: inout Identity, sidecar: Sidecar? = nil) {
        settle(&identity, region: sidecar?.region, host: sidecar?.host)
    }

    /// The same with what a sidecar says of the region, and the host the report was fetched from.
    public func settle(_ identity: inout Identity, region: String?, host: String?) {
        let hint = region.map(OrganName.plain)
        guard let agency = identity.agency else {
            identity.region = hint
            return
        }
        guard let organ = organ(of: identity, agency, hint) else {
            identity.agency = OrganName.plain(agency)
            identity.region = hint ?? host
            return
        }
        identity.agency = organ.name
        identity.region = organ.region.isEmpty ? hint : organ.region
        identity.claims = identity.claims.map { claim in
            guard let claimed = claim.agency, resolve(claimed, region: hint) == organ else { return claim }
            return IdentityClaim(
                source: claim.source, agency: organ.name, year: claim.year, place: claim.place, quote: claim.quote,
                asWritten: claim.asWritten ?? (claimed == organ.name ? nil : claimed))
        }
    }

    /// The organ of the name that counts; or of a fuller form of that name that some other statement has.
    private func organ(of identity: Identity, _ agency: String, _ region: String?) -> Organ? {
        if let organ = resolve(agency, region: region) { return organ }
        let short = OrganName.key(agency)
        return identity.claims.lazy.compactMap(\.agency).filter { OrganName.key($0).hasSuffix(short) }
            .compactMap { resolve($0, region: region) }.first
    }
}
