import ArgumentParser
import Store

/// What people call a delivery: its id, or the beginning of it that a message shows.
enum DeliveryName {
    /// The id of the delivery that is meant; the name itself where there is none.
    static func id(_ name: String, in store: StoreReader) throws -> String {
        let ids = try store.deliveryIDs(named: name)
        guard ids.count < 2 else {
            throw ValidationError("Several deliveries begin with \(name), such as \(ids.joined(separator: " and ")).")
        }
        return ids.first ?? name
    }

    /// The same for several in the configured store.
    static func ids(_ names: [String], _ configuration: Configuration) throws -> [String] {
        guard !names.isEmpty else { return [] }
        return try configuration.reading { store in try names.map { try id($0, in: store) } }
    }
}
