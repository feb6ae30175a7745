/// A queue: first in, first out. Taking moves nothing; the room is given back when the queue is empty or half taken.
struct Fifo<Element> {
    private var elements: [Element] = []
    private var taken = 0

    /// Whether nothing waits.
    var isEmpty: Bool { taken == elements.count }

    /// How many wait.
    var count: Int { elements.count - taken }

    /// Adds at the end.
    mutating func append(_ element: Element) {
        elements.append(element)
    }

    /// The first; nil when nothing waits.
    var first: Element? { isEmpty ? nil : elements[taken] }

    /// Takes the first. O(1) on average.
    mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        let element = elements[taken]
        taken += 1
        if taken == elements.count {
            elements.removeAll(keepingCapacity: taken <= 1024)
            taken = 0
        } else if taken >= 256, taken * 2 >= elements.count {
            elements.removeFirst(taken)
            taken = 0
        }
        return element
    }
}

extension Fifo: Sendable where Element: Sendable {}
