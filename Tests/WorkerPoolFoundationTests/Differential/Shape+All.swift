import Foundation

extension Shape {
    /// What a service decodes, and what it might.
    static let all: [Shape] = [
        Shape(
            Wanderer.self,
            #"{"a":[1,null,{"one_two":"x"},true],"super":{"b":2.5},"0":"","id":[[],{}]}"#,
            "[1]",
            "{}"
        ),
        Shape(
            Order.self,
            """
            {"order_id":7,"placed_at":"2024-02-29T12:34:56Z","home_page":"https://example.com/a b","raw_data":"AAECAw==",\
            "items":[{"item_name":"x","price":0.10,"tags_by_name":{"a_b":[1,2]}},{"item_name":"y","price":null}],"is_paid":true}
            """,
            #"{"orderId":1e3,"placedAt":1700000000.5,"rawData":[1,2],"items":[]}"#
        ),
        Shape(Derived.self, #"{"extra":1.5,"super":{"name":"x","count":1}}"#),
        Shape(Flat.self, #"{"name":null,"count":2,"extra":[{"count":3}]}"#),
        Shape(Listed.self, #"["x",{"name":"y","count":4},5]"#),
        Shape(
            Wrapped.self,
            #"{"the_dates":[1,"2024-02-29T12:34:56Z",null,{},2.5],"by_name":{"a_b":1}}"#,
            #"{"number":1,"theDates":[],"byName":null}"#
        ),
        Shape(
            Numbers.self,
            #"{"int":-9223372036854775808,"int8":-128,"int64":1.0,"int128":170141183460469231731687303715884105727}"#,
            #"{"uInt":18446744073709551615,"u_int16":65535,"uInt64":1e19,"uInt128":340282366920938463463374607431768211455}"#,
            #"{"a_double":1e308,"a_float":3.4e38}"#
        ),
        Shape(Tree.self, #"{"inner_tree":{"a_value":1,"list":[{"a_b":true},{"c":null},[{"x1_y":1.5}]]}}"#),
        Shape(
            Dictionaries.self,
            #"{"by_string":{"a_b":1},"by_int":{"1":"x"},"by_suit":{"hearts":1},"by_name":{"a_b":[1]},"by_double":[1.5,true]}"#,
            #"{"byString":{},"of_dates":{"x":1},"of_dictionaries":{"a_b":{"c_d":"spades"}},"of_objects":{"o_o":{"count":1}}}"#
        ),
        Shape(Twice.self, #"{"a_number":1}"#, #"{"aNumber":1,"b_c":2}"#),
        Shape(Event.self, #"{"moved":{"x":1,"to":null}}"#, #"{"begun":{}}"#, #"{"named":{"_0":"x","_1":"hearts"}}"#),
        Shape([Event].self, #"[{"nested":{"_0":{"user_left":{"user_name":"x"}}}},{"userLeft":{}}]"#),
        Shape(Guess.self, #"{"a_b":[1,1.5,"x",null,true,{"c":[]}],"d":{}}"#),
        Shape(Untagged.self, #"[{"a_b":1},1.5,"AAEC",[]]"#, #"{"order_id":1,"placed_at":1,"items":[]}"#),
        Shape([Suit?].self, #"["hearts",null,"","caf\u00e9"]"#),
        Shape([Rank].self, "[-128,0,1,127]"),
        Shape([Base].self, #"[{"name":"x","count":1}]"#),
        Shape(
            [Date].self,
            #"[0,-1.5,"2024-02-29T12:34:56Z","2024-02-29T12:34:56+01:00"]"#,
            "[1]",
            #"["1970-01-01T00:00:00Z"]"#
        ),
        Shape([Data].self, #"["AAECAw==","",[1,2,255]]"#, #"["AA=="]"#, "[[0]]"),
        Shape([URL].self, #"["https://example.com/a?b=c#d","a b","//x","caf\u00e9"]"#),
        Shape([Decimal].self, "[0.1,-12e3,123456789012345678901234567890.5,1e127,-0.0]"),
        Shape([UUID].self, #"["E621E1F8-C36C-495A-93FC-0C247A3E6E5F"]"#),
        Shape([Double].self, #"[0.1,-0.0,1e308,5e-324,"inf","-inf","nan",12345678901234567890]"#, "[1.5]"),
        Shape([Float].self, #"[0.1,3.4e38,1e-45,"inf",16777217]"#, "[1.5]"),
        Shape([Int].self, "[0,-1,1.0,1e3,100e-2,9007199254740993,9223372036854775807]"),
        Shape([UInt64].self, "[18446744073709551615,1.8e1,9007199254740992.0]"),
        Shape([Int128].self, "[170141183460469231731687303715884105727,-1,1e10]"),
        Shape([UInt128?].self, "[340282366920938463463374607431768211455,null,0]"),
        Shape([[Int8]].self, "[[127,-128],[]]"),
        Shape([Bool?].self, "[true,false,null]"),
        Shape([String].self, #"["","\u0000","\ud83d\ude00","\"\\\/\b\f\n\r\t"]"#),
        Shape(Set<Int>.self, "[1,2,3,1]"),
        Shape(ContiguousArray<String?>.self, #"["x",null]"#),
        Shape([Range<Int>].self, "[[1,2],[0,0]]"),
        Shape([ClosedRange<Double>].self, "[[1,2.5]]"),
        Shape([PartialRangeFrom<UInt8>].self, "[[1]]"),
        Shape(SIMD3<Float>.self, "[1,2,3]"),
        Shape([Duration].self, "[[1,2]]"),
        Shape([String: Int].self, #"{"a_b":1,"c":2,"":3}"#),
        Shape([String: String?].self, #"{"a":"x","b":null}"#),
        Shape([String: Guess].self, #"{"a_b":{"c_d":[1]}}"#),
        Shape([Int: Int].self, #"{"1":1,"-2":2,"x":3}"#),
        Shape([Suit: [Suit]].self, #"{"hearts":["spades"]}"#),
        Shape([AnyName: Base].self, #"{"a_b":{"count":1}}"#),
        Shape([Double: String].self, #"[1.5,"x",2,"y"]"#),
        Shape([UUID: Date].self, #"["E621E1F8-C36C-495A-93FC-0C247A3E6E5F",1]"#),
        Shape(Int.self, "1"),
        Shape(String?.self, #""x""#, "null"),
        Shape(Double.self, "1.5", #""inf""#),
        Shape(Date.self, "1", #""2024-02-29T12:34:56Z""#),
        Shape(Data.self, #""AAE=""#, "[1,2]"),
        Shape(Decimal?.self, "1.10", "null"),
        Shape(URL.self, #""x://y""#),
        Shape(Bool.self, "true"),
        Shape(DateComponents.self, #"{"year":2024,"month":2}"#),
        Shape(Locale.self, #"{"identifier":"de_DE"}"#),
        Shape(TimeZone.self, #"{"identifier":"GMT"}"#),
    ]
}
