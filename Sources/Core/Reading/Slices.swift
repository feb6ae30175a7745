extension ArraySlice {
    /// The longest run at the end whose elements all satisfy a condition.
    func suffix(while condition: (Element) -> Bool) -> ArraySlice {
        let start = lastIndex { !condition($0) }.map { $0 + 1 } ?? startIndex
        return self[start...]
    }
}

extension Array {
    /// The first position from which on a condition holds, in a list where it never ends to hold.
    func partitioningIndex(where condition: (Element) -> Bool) -> Int {
        var range = 0..<count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = condition(self[middle]) ? range.lowerBound..<middle : (middle + 1)..<range.upperBound
        }
        return range.lowerBound
    }
}
