internal import Core

/// Whose report a file is by what was read, before a roster or a person had a word in it.
struct ReadIdentity: Hashable {
    let agency: String?
    let year: Int?

    /// What an identity was read as: with its sidecar, and without, for that may come later or go.
    static func readings(of identity: Identity) -> [ReadIdentity] {
        let read = identity.asRead
        guard identity.claims.contains(where: { $0.source == .sidecar }) else { return [ReadIdentity(read)] }
        let own = identity.claims.filter { $0.source != .sidecar }
        let alone = ReadIdentity(
            agency: own.lazy.compactMap { $0.asWritten ?? $0.agency }.first, year: own.lazy.compactMap(\.year).first)
        return alone == ReadIdentity(read) ? [alone] : [ReadIdentity(read), alone]
    }

    init(agency: String?, year: Int?) {
        self.agency = agency
        self.year = year
    }

    init(_ identity: Identity) {
        self.init(agency: identity.agency, year: identity.year)
    }

    /// `[agency, year, …]`, for the table `file`.
    static func json(_ readings: [ReadIdentity]) -> [UInt8] {
        var json = CompactJSON()
        json.openArray()
        for reading in readings {
            json.string(reading.agency)
            json.integer(reading.year)
        }
        json.closeArray()
        return json.bytes
    }

    /// Reads what ``json(_:)`` wrote.
    static func readings(_ json: [UInt8]) -> [ReadIdentity] {
        guard let elements = FactsJSON(json)?.elements else { return [] }
        return stride(from: 0, to: elements.count - 1, by: 2).map {
            ReadIdentity(agency: elements[$0].string, year: elements[$0 + 1].integer)
        }
    }
}
