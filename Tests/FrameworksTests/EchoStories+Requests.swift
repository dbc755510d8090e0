import DatabaseErrors
import Fixes

/// Requests that come at once; `code` has lines of the test that is made.
extension EchoStory {
  static let requests: [EchoStory] = [
    railsRequest, railsRepetition, goRequest, nodeRace, nodeLimit,
  ]

  private static let railsRequest = EchoStory(
    name: "a request of Rails", framework: "rails",
    culprit: ("app/controllers/moorings_controller.rb", 4),
    violation: ConstraintViolation(
      kind: .unique, dbms: .postgreSQL, constraint: "index_moorings_on_number", table: "moorings",
      columns: ["number"]),
    files: [
      "app/controllers/moorings_controller.rb": """
      class MooringsController < ApplicationController
        def create
          mooring = Mooring.new(mooring_params)
          if mooring.save
            render json: mooring, status: :created
          else
            render json: mooring.errors, status: :unprocessable_entity
          end
        end
      end

      """,
      "app/models/mooring.rb": """
      class Mooring < ApplicationRecord
        validates :number, uniqueness: true
      end

      """,
      "spec/rails_helper.rb": "RSpec.configure { |one| one.use_transactional_fixtures = true }\n",
      "spec/requests/moorings_spec.rb": """
      RSpec.describe "Moorings" do
        let(:pier) { create(:pier) }

        it "takes a mooring" do
          post "/moorings", params: { mooring: { pier_id: pier.id, number: 7 } }

          expect(response).to have_http_status(:created)
        end
      end

      """,
    ], path: "spec/requests/moorings_taken_number_at_once_spec.rb",
    code: """
        self.use_transactional_tests = false
        it "refuses a taken number of requests at once" do
          pier
            ActiveRecord::Base.connection.execute("LOCK TABLE moorings IN SHARE MODE")
                session = ActionDispatch::Integration::Session.new(Rails.application)
                session.post "/moorings", params: { mooring: { pier_id: pier.id, number: 7 } }
                session.response.status
          expect(callers.map(&:value)).to contain_exactly(201, 422, 422)
      """)

  private static let railsRepetition = EchoStory(
    name: "a job of Rails that runs again", framework: "rails",
    culprit: ("app/jobs/record_toll_job.rb", 3),
    violation: ConstraintViolation(
      kind: .unique, dbms: .postgreSQL, constraint: "index_tolls_on_receipt", table: "tolls",
      columns: ["receipt"]),
    files: [
      "app/jobs/record_toll_job.rb": """
      class RecordTollJob < ApplicationJob
        def perform(receipt, cents)
          Toll.create!(receipt: receipt, cents: cents)
        end
      end

      """,
      "app/models/toll.rb": "class Toll < ApplicationRecord\nend\n",
      "spec/jobs/record_toll_job_spec.rb": """
      RSpec.describe RecordTollJob do
        it "keeps the toll" do
          RecordTollJob.perform_now("R-1", 450)

          expect(Toll.count).to eq(1)
        end
      end

      """,
    ], path: "spec/jobs/record_toll_job_taken_receipt_spec.rb",
    code: """
          RecordTollJob.perform_now("R-1", 450)
          expect { RecordTollJob.perform_now("R-1", 450) }.not_to raise_error
      """, remedies: [.insertOrRead])

  private static let goRequest = EchoStory(
    name: "a request of Go", framework: "go-sql", culprit: ("web/server.go", 24),
    violation: ConstraintViolation(
      kind: .unique, dbms: .postgreSQL, constraint: "boats_sail_key", table: "boats",
      columns: ["sail"]),
    files: [
      "web/server.go": """
      package web

      import (
      	"database/sql"
      	"net/http"

      	_ "github.com/lib/pq"
      )

      func (s *Server) Routes() {
      	s.mux.HandleFunc("POST /boats", s.enlist)
      }

      func (s *Server) enlist(w http.ResponseWriter, r *http.Request) {
      	sail := r.FormValue("sail")
      	var known int
      	if err := s.db.QueryRow("SELECT count(*) FROM boats WHERE sail = $1", sail).Scan(&known); err != nil {
      		return
      	}
      	if known > 0 {
      		http.Error(w, "taken", http.StatusConflict)
      		return
      	}
      	if _, err := s.db.Exec("INSERT INTO boats (sail) VALUES ($1)", sail); err != nil {
      		http.Error(w, "internal error", http.StatusInternalServerError)
      		return
      	}
      	w.WriteHeader(http.StatusCreated)
      }

      """,
      "web/server_test.go": """
      package web

      import (
      	"database/sql"
      	"net/http"
      	"net/http/httptest"
      	"testing"
      )

      func open(t *testing.T) *sql.DB {
      	return nil
      }

      func TestEnlist(t *testing.T) {
      	db := open(t)
      	start := New(db)
      	rec := httptest.NewRecorder()
      	start.ServeHTTP(rec, httptest.NewRequest("POST", "/boats?sail=GER-7", nil))
      	if rec.Code != http.StatusCreated {
      		t.Fatalf("answered with %d", rec.Code)
      	}
      }

      """,
    ], path: "web/server_taken_sail_at_once_test.go",
    code: """
      func TestRefusesATakenSailOfRequestsAtOnce(t *testing.T) {
      	db := open(t)
      	gate, err := db.Begin()
      			defer func() { statuses <- status }()
      			rec := httptest.NewRecorder()
      			status = rec.Code
      """)
}
