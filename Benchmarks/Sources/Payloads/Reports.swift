// What is rendered: five kinds of documents, as the talk's.

/// A kind of document and the data in it.
package struct Report: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case product
        case dashboard
        case email
        case report
        case xml

        /// Rows of the table in the middle, so that the documents are about as long as the talk's: 35, 25, 8, 68 and 60 KB.
        var rows: Int {
            switch self {
            case .product: 260
            case .dashboard: 180
            case .email: 55
            case .report: 500
            case .xml: 400
            }
        }
    }

    package struct Item: Sendable {
        package var name: String
        package var quantity: Int
        package var cents: Int
        package var isLate: Bool
    }

    package var kind: Kind
    package var number: Int
    package var title: String
    package var items: [Item]

    /// The same for the same kind and number.
    package init(_ kind: Kind, number: Int) {
        var random = SplitMix64(seed: UInt64(number) &* 31 &+ UInt64(kind.rows))
        self.kind = kind
        self.number = number
        title = "\(kind.rawValue) no. \(number) <for you & me>"
        items = (0..<kind.rows)
            .map { row in
                Item(
                    name: "article \(row) \(UInt16.random(in: 0...9999, using: &random))",
                    quantity: Int.random(in: 1...99, using: &random),
                    cents: Int.random(in: 100...99_999, using: &random),
                    isLate: Int.random(in: 0..<5, using: &random) == 0
                )
            }
    }

    /// The Mustache template of a kind.
    package static func template(_ kind: Kind) -> String {
        switch kind {
        case .product, .dashboard, .report:
            """
            <html><head><title>{{title}}</title></head><body><h1>{{title}}</h1><p>No. {{number}}</p><table>
            {{#items}}<tr{{#isLate}} class="late"{{/isLate}}><td>{{name}}</td><td>{{quantity}}</td><td>{{cents}}</td><td>{{^isLate}}in time{{/isLate}}</td></tr>
            {{/items}}</table></body></html>
            """
        case .email:
            """
            Subject: {{{title}}}

            Dear customer,
            {{#items}}* {{quantity}} of {{name}} at {{cents}} cents{{#isLate}}, which comes later than we said{{/isLate}}
            {{/items}}
            Yours, the shop
            """
        case .xml:
            """
            <?xml version="1.0"?><document number="{{number}}"><title>{{title}}</title>
            {{#items}}<item late="{{#isLate}}yes{{/isLate}}{{^isLate}}no{{/isLate}}"><name>{{name}}</name><quantity>{{quantity}}</quantity><cents>{{cents}}</cents></item>
            {{/items}}</document>
            """
        }
    }
}
