/// Tells whether the wall clock may be believed: after a boot without a working clock, or when somebody sets it, it may be
/// years off for a while, and an alarm for all organs would go out a year early.
///
/// It is believed once it has run as fast as the clock that cannot be set for five minutes, in which time a computer that
/// fetches the time has done so.
public struct SteadyClock: Sendable {
    /// How long it has to have run steadily, milliseconds.
    public static let probation: Int64 = 300_000
    /// How far both clocks may part between two looks and still be steady, milliseconds: what NTP slews, and a leap second.
    private static let tolerance: Int64 = 10_000

    private var last: (wall: UnixTime, elapsed: Int64)?
    private var steadySince: Int64 = 0

    /// A clock that was never looked at.
    public init() {}

    /// Looks at the clock.
    ///
    /// - Parameters:
    ///   - wall: what it shows.
    ///   - elapsed: what the clock that cannot be set and runs on in sleep shows (CLOCK_BOOTTIME), milliseconds.
    /// - Returns: how long it has to run on steadily until it is believed, milliseconds; 0 when it is.
    public mutating func look(wall: UnixTime, elapsed: Int64) -> Int64 {
        let isSteady =
            last.map { last in
                let drift = (wall.milliseconds - last.wall.milliseconds) - (elapsed - last.elapsed)
                return abs(drift) <= Self.tolerance
            } ?? false
        if !isSteady { steadySince = elapsed }
        last = (wall, elapsed)
        return max(0, Self.probation - (elapsed - steadySince))
    }
}
