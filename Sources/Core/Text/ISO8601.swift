/// A moment or a day as ISO 8601 writes it: `2024-01-30`, `2024-01-30T17:05:00+08:00`, `2024-01-30 17:05:00`.
public struct ISO8601: Sendable, Hashable {
    /// The text it was read from.
    public let text: String
    /// The day as it is written.
    public let date: CivilDate
    /// The moment; nil when it gives no time of day, or no zone for it.
    public let moment: UnixTime?

    /// Reads the text; nil for anything else, a day that no calendar has included.
    public init?(_ text: String) {
        var scan = Scan(text)
        guard let year = scan.number(4), scan.take("-"), let month = scan.number(2), scan.take("-"),
            let day = scan.number(2), let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        self.text = text
        self.date = date
        if scan.isAtEnd {
            moment = nil
            return
        }
        guard scan.take("T") || scan.take("t") || scan.take(" "), let time = scan.milliseconds(),
            let zone = scan.zone(), scan.isAtEnd
        else { return nil }
        switch zone {
        case .none: moment = nil
        case .offset(let minutes):
            moment = UnixTime(milliseconds: date.daysSinceEpoch * 86_400_000 + time - minutes * 60_000)
        }
    }

    /// The day in that zone; as it is written when the text does not say which moment it is.
    public func date(in zone: LocalTime) -> CivilDate {
        moment.map(zone.date) ?? date
    }

    private enum Zone {
        case none
        case offset(minutes: Int64)
    }

    private struct Scan {
        private var rest: ArraySlice<UInt8>

        init(_ text: String) { rest = Array(text.utf8)[...] }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest = rest.dropFirst()
            return true
        }

        mutating func number(_ digits: Int) -> Int? {
            let text = rest.prefix(digits)
            guard text.count == digits, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            rest = rest.dropFirst(digits)
            return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }

        /// A time of day, milliseconds since midnight; a leap second counts as the one before.
        mutating func milliseconds() -> Int64? {
            guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60 else { return nil }
            var second = 0
            if take(":") {
                guard let value = number(2), value <= 60 else { return nil }
                second = min(value, 59)
                if take(".") || take(",") {
                    guard let first = rest.first, (0x30...0x39).contains(first) else { return nil }
                    rest = rest.drop { (0x30...0x39).contains($0) }
                }
            }
            return Int64(((hour * 60 + minute) * 60 + second) * 1000)
        }

        mutating func zone() -> Zone? {
            if isAtEnd { return Zone.none }
            if take("Z") || take("z") { return .offset(minutes: 0) }
            let isEast = take("+")
            guard isEast || take("-"), let hours = number(2), hours < 24 else { return nil }
            _ = take(":")
            let minutes = isAtEnd ? 0 : number(2)
            guard let minutes, minutes < 60 else { return nil }
            return .offset(minutes: Int64(hours * 60 + minutes) * (isEast ? 1 : -1))
        }
    }
}
