import Glibc

/// A list of C strings, ended by NULL, as execve(2) wants it.
typealias CStringVector = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Calls `body` with lists of strings as C has them, which live as long as the call.
func withCStringVectors<Result>(_ lists: [[String]], _ body: ([CStringVector]) -> Result) -> Result {
    var vectors: [CStringVector] = unsafe []
    for strings in lists {
        let vector = CStringVector.allocate(capacity: strings.count + 1)
        for (index, string) in strings.enumerated() { unsafe vector[index] = strdup(string) }
        unsafe vector[strings.count] = nil
        unsafe vectors.append(vector)
    }
    defer {
        for (list, strings) in lists.enumerated() {
            for index in strings.indices { unsafe free(vectors[list][index]) }
            unsafe vectors[list].deallocate()
        }
    }
    return unsafe body(vectors)
}

/// The same list for one who only reads it.
func readOnly(_ vector: CStringVector) -> UnsafePointer<UnsafePointer<CChar>?> {
    unsafe UnsafeRawPointer(vector).assumingMemoryBound(to: UnsafePointer<CChar>?.self)
}
