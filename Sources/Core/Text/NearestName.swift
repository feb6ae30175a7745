/// Finds what somebody meant to type.
public enum NearestName {
    /// The candidate nearest to `name`, when it is near enough to be a slip of the keyboard: at most a third of its
    /// characters are wrong. The first wins a tie.
    public static func to(_ name: String, among candidates: some Sequence<String>) -> String? {
        let ranked = candidates.map { (candidate: $0, distance: distance(name, $0)) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }),
            best.distance <= max(1, best.candidate.count / 3)
        else { return nil }
        return best.candidate
    }

    /// How many insertions, deletions, replacements and swaps of neighbours turn one text into the other, upper and
    /// lower case being the same (optimal string alignment distance).
    public static func distance(_ left: String, _ right: String) -> Int {
        let (source, target) = (Array(left.lowercased()), Array(right.lowercased()))
        var beforeLast: [Int] = []
        var last = Array(0...target.count)
        for (row, character) in source.enumerated() {
            var current = [row + 1]
            for (column, other) in target.enumerated() {
                var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (character == other ? 0 : 1))
                if row > 0, column > 0, character == target[column - 1], source[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[target.count]
    }
}
