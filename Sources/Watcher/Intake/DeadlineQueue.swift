/// Elements by their deadline, the earliest first: a binary heap.
struct DeadlineQueue<Element> {
    private var heap: [(deadline: Monotonic, element: Element)] = []

    /// The earliest deadline; nil when there is none.
    var next: Monotonic? { heap.first?.deadline }

    /// Adds an element. O(log n).
    mutating func push(_ element: Element, at deadline: Monotonic) {
        heap.append((deadline, element))
        var child = heap.count - 1
        while child > 0, heap[child].deadline < heap[(child - 1) / 2].deadline {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the earliest element whose deadline has passed. O(log n).
    mutating func pop(dueAt now: Monotonic) -> Element? {
        guard let first = heap.first, first.deadline <= now else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while let child = [2 * parent + 1, 2 * parent + 2].filter({ $0 < heap.count })
            .min(by: { heap[$0].deadline < heap[$1].deadline }), heap[child].deadline < heap[parent].deadline
        {
            heap.swapAt(parent, child)
            parent = child
        }
        return first.element
    }
}
