// The cheap decoder: a checksum and a scan for one field.

import Contestants
import Payloads

extension DecoderUnderTest {
    static let cheap = DecoderUnderTest("cheap", Subject(ScanDecoder()) { $0.checksum ^ $0.total })
}
