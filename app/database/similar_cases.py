"""Which cases a report may be about already, and which reports a case is made of. The rules: resources/sql/code/31*."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, text

from app.database.failures_from_sql import translated
from app.domain.similar_case import NOT_MERGED, MergedReport, Merging, Probe, SimilarCase

_OF_REPORT = text("""select * from api.similar_cases(
    longitude => :longitude, latitude => :latitude, minor_id => :minor_id, place => :place,
    description => :description, reporter_phone => :reporter_phone)""")
_OF_CASE = text("select * from api.similar_to_case(:case_id)")


def similar_cases(connection: Connection, probe: Probe) -> list[SimilarCase]:
    """What the report may be about, the likeliest first; nothing for those who may not report."""
    longitude, latitude = probe.position or (None, None)
    with translated():
        return [_similar(row) for row in connection.execute(_OF_REPORT, {
            "longitude": longitude, "latitude": latitude, "minor_id": probe.minor_id, "place": probe.place,
            "description": probe.description, "reporter_phone": probe.reporter_phone})]


def similar_to_case(connection: Connection, case_id: int) -> list[SimilarCase]:
    """What a case that stands may be a second report of; nothing for a case out of sight."""
    with translated():
        return [_similar(row) for row in connection.execute(_OF_CASE, {"case_id": case_id})]


def read_merging(connection: Connection, case_id: int) -> Merging:
    """How this case stands to others."""
    row = connection.execute(text("select * from api.case_merging where case_id = :id"), {"id": case_id}).one_or_none()
    if row is None:
        return NOT_MERGED
    reports = connection.execute(text("select * from api.merged_report_list where main_case_id = :id "
                                      "order by merged_at, case_id"), {"id": case_id}) if row.report_count else ()
    return Merging(row.report_count, row.main_case_id, row.main_case_number, tuple(
        MergedReport(one.case_id, one.case_number, one.version, one.reported_at, one.source, one.summary,
                     one.reporter_name, one.reporter_phone, one.merged_at, one.merged_by or "") for one in reports))


def _similar(row: Row[Any]) -> SimilarCase:
    return SimilarCase(
        row.case_id, row.case_number, row.state, row.stage, row.department, row.version, row.subcategory, row.summary,
        row.place_words, row.reported_at, row.ended_at, row.deadline_at, row.near_at, row.paused_remaining,
        row.report_count, row.metres, row.same_class, row.same_caller, row.alike)
