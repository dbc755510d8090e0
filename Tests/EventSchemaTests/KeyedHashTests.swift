import EventSchema
import Testing

@Suite struct KeyedHashTests {
  /// The vectors that its authors publish: the key counts from 0 to 15, each text from 0 on.
  static let published: [(count: Int, sum: UInt64)] = [
    (0, 0x726f_db47_dd0e_0e31), (1, 0x74f8_39c5_93dc_67fd), (2, 0x0d6c_8009_d9a9_4f5a),
    (3, 0x8567_6696_d7fb_7e2d), (4, 0xcf27_94e0_2771_87b7), (5, 0x1876_5564_cd99_a68d),
    (6, 0xcbc9_466e_58fe_e3ce), (7, 0xab02_00f5_8b01_d137), (8, 0x93f5_f579_9a93_2462),
    (9, 0x9e00_82df_0ba9_e4b0), (10, 0x7a5d_bbc5_94dd_b9f3), (11, 0xf4b3_2f46_226b_ada7),
    (12, 0x751e_8fbc_860e_e5fb), (13, 0x14ea_5627_c084_3d90), (14, 0xf723_ca90_8e7a_f2ee),
    (15, 0xa129_ca61_49be_45e5),
  ]

  @Test(arguments: published)
  func givesThePublishedSums(count: Int, sum: UInt64) {
    let hash = KeyedHash(key: (0..<16).map { UInt8($0) })
    #expect(hash.sum(of: (0..<count).map { UInt8($0) }) == sum)
  }

  @Test func dependsOnKeyAndBounds() {
    let one = KeyedHash(key: [1])
    let other = KeyedHash(key: [2])
    #expect(one.mark(of: "Alma") == KeyedHash(key: [1]).mark(of: "Alma"))
    #expect(one.mark(of: "Alma") != other.mark(of: "Alma"))
    #expect(one.mark(of: ["ab", "c"]) != one.mark(of: ["a", "bc"]))
    #expect(one.mark(of: "").count == 16)
  }
}
