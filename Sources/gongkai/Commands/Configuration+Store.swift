import Core
import Store

extension Configuration {
    /// What `body` reads of the store, beside whoever writes it.
    ///
    /// - Throws: the exit with status 1 where the store cannot be read, the reason on standard error; what `body` throws.
    func reading<Result>(_ body: (StoreReader) throws -> Result) throws -> Result {
        do {
            return try body(Store.openReadOnly(state: state.display))
        } catch let error as StoreError {
            throw Exit.failure("\(error)")
        }
    }
}
