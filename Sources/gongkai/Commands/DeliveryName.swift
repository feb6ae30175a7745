import ArgumentParser
import Store

/// What people call a delivery: its id, or the beginning of it that a message shows.
enum DeliveryName {
    /// The id of the delivery that is meant; the name itself where there is none.
    static func id(_ name: String, in store: StoreReader) throws -> String {
        let ids: [String]
        do throws(StoreError) { ids = try store.deliveryIDs(named: name) } catch { throw Exit.failure("\(error)") }
        guard ids.count < 2 else {
            throw ValidationError("Several deliveries begin with \(name), such as \(ids.joined(separator: " and ")).")
        }
        return ids.first ?? name
    }

    /// The same for several, in the store of a state directory.
    static func ids(_ names: [String], state: String) throws -> [String] {
        guard !names.isEmpty else { return [] }
        let store: StoreReader
        do throws(StoreError) { store = try Store.openReadOnly(state: state) } catch { throw Exit.failure("\(error)") }
        return try names.map { try id($0, in: store) }
    }
}
