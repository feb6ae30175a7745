/// All orders of some things.
func permutations<Item>(_ items: [Item]) -> [[Item]] {
    guard let first = items.first else { return [[]] }
    return permutations(Array(items.dropFirst())).flatMap { rest in
        (0...rest.count).map { position in
            var order = rest
            order.insert(first, at: position)
            return order
        }
    }
}
