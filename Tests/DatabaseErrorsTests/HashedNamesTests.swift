import Testing

@testable import DatabaseErrors

@Suite("Names made of checksums")
struct HashedNamesTests {
  @Test(arguments: [
    ("UNIQ_8D93D649E7927C74", "user", ["email"]),
    ("uniq_8d93d649e7927c74", "user", ["email"]),
    ("uniq_d34a04adf9038c4", "product", ["sku"]),
    ("UQ_97672ac88f789774dd47f7c8be3", "users", ["email"]),
    ("UK6dotkott2kjsp8vw4d0m25fb7", "users", ["email"]),
    ("UK_ob8kqyqqgmefl0aco34akdtpe", "user", ["email"]),
    ("ukqx81881ekvo6nhm4ibp0xl8x9", "users", ["email", "locale"]),
  ])
  func areReadWithTableAndColumns(name: String, table: String, columns: [String]) {
    let known = ["id", "name", "email", "sku", "locale"]
    #expect(HashedNames.columns(of: name, table: table, among: known) == columns)
  }

  @Test(arguments: [
    ("UNIQ_8D93D649E7927C74", "users"), ("UK6dotkott2kjsp8vw4d0m25fb7", "user"),
    ("UQ_97672ac88f789774dd47f7c8be3", "user"),
    ("uq_users_email", "users"), ("UNIQ_8D93D649", "user"), ("UQ_", "users"), ("", ""),
  ])
  func tellNothingElse(name: String, table: String) {
    #expect(HashedNames.columns(of: name, table: table, among: ["id", "name", "email"]).isEmpty)
  }

  @Test(
    arguments: [
      ("courses_enrolment_pupil_id_course_id_2eece402_uniq", nil),
      ("courses_enrolment_pupil_id_course_id_2eece402_uniq", "courses_enrolment"),
      ("courses_enrolment_pupil_id_course_id_2eece402_uniq", "Courses_Enrolment"),
      ("courses_enr_pupil_id_course_id_2eece402_uniq", "courses_enrolment"),
    ] as [(String, String?)])
  func ofDjangoProveTheirParts(name: String, table: String?) throws {
    let reading = try #require(DjangoName(name)?.reading(of: table))
    #expect(reading.table?.lowercased() == "courses_enrolment")
    #expect(reading.columns == ["pupil_id", "course_id"])
  }

  @Test(arguments: [
    ("patients_patient_ward_id_3bafde89_fk_patients_ward_id", "patients_patient", "ward_id"),
    ("auth_permission_content_type_id_2f476e4b_fk_django_co", "auth_permission", "content_type_id"),
    (
      "auth_user_user_permi_permission_id_1fbb5f2c_fk_auth_perm", "auth_user_user_permissions",
      "permission_id"
    ),
  ])
  func ofDjangosForeignKeysProveTheirParts(name: String, table: String, column: String) {
    #expect(DjangoName(name)?.reading(of: table)?.columns == [column])
  }

  @Test(
    arguments: [
      // Another checksum, another table, cut without a table that is known, columns that are cut.
      ("courses_enrolment_pupil_id_course_id_2eece403_uniq", nil),
      ("courses_enrolment_pupil_id_course_id_2eece402_uniq", "pupils_enrolment"),
      ("courses_enr_pupil_id_course_id_2eece402_uniq", nil),
      ("courses_enrolment_pupil_id_cour_2eece402_uniq", "courses_enrolment"),
      ("patients_patient_ward_id_3bafde89_idx", "patients_patient"),
      ("_3bafde89_uniq", nil), ("a_3bafde8_uniq", nil), ("", nil), ("3bafde89", nil),
      ("a_b_c_d_e_f_g_h_i_j_k_l_m_n_o_p_q_r_s_t_3bafde89_uniq", nil),
    ] as [(String, String?)])
  func ofOtherFormsProveNothing(name: String, table: String?) {
    #expect(DjangoName(name)?.reading(of: table) == nil)
  }
}
