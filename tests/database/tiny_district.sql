-- A tiny district for tests: two departments, three classes with six filing conditions, and nine grid cells of 0.001
-- degrees from (121.370, 28.580) eastward and northward, codes …001 (south-west) to …009.
insert into gridroom.catalogue_major (kind, code, name) values ('component', '01', '公用设施'), ('event', '04', '街面秩序');
insert into gridroom.catalogue_minor (kind, major_code, code, name) values
    ('component', '01', '01', '上水井盖'), ('component', '01', '37', '路灯'), ('event', '04', '06', '占道经营');
insert into gridroom.filing_condition (minor_id, seq, condition, limit_kind, limit_value, closing_condition, responsible_units) values
    (1, 1, '缺失、移位', 'urgent_hour', 2, '恢复', '市政公用'), (1, 2, '破损', 'work_hour', 4, '更换', '市政公用'),
    (1, 3, '周边下沉', 'work_day', 5, '恢复路面', '市政公用'), (2, 1, '单盏不亮', 'work_day', 2, '修复', '市政公用'),
    (3, 1, '占用道路经营', 'urgent_hour', 2, '制止', '行政执法'), (3, 2, '长期占道', 'natural_day', 2, '取缔', '行政执法');
insert into gridroom.department (code, name) values ('D1', '市政公用中心'), ('D2', '市容环卫中心');

insert into gridroom.area (level, code, name, parent_id, path, valid_from) values
    ('district', '999901', '测试区', null, '', '2020-01-01');
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'street', '999901001', '一号街道', area_id, '', '2020-01-01' from gridroom.area where level = 'district';
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'community', '999901001001', '一号社区', area_id, '', '2020-01-01' from gridroom.area where level = 'street';
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'duty_grid', 'Z01', '责任网格01', area_id, '', '2020-01-01' from gridroom.area where level = 'community';
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'grid_cell', '999901001001' || lpad((r * 3 + c + 1)::text, 3, '0'), '单元网格' || (r * 3 + c + 1), g.area_id, '', '2020-01-01'
    from gridroom.area g, generate_series(0, 2) r, generate_series(0, 2) c where g.level = 'duty_grid' order by r, c;
with recursive tree as (
    select area_id, area_id::text as path from gridroom.area where parent_id is null
    union all select a.area_id, t.path || '.' || a.area_id from gridroom.area a join tree t on a.parent_id = t.area_id)
update gridroom.area a set path = tree.path::ltree from tree where tree.area_id = a.area_id;
insert into gridroom.area_ring (area_id, level, polygon_no, ring_no, ring)
    select area_id, level, 0, 0, polygon(box(point(121.370 + c * 0.001, 28.580 + r * 0.001), point(121.371 + c * 0.001, 28.581 + r * 0.001)))
    from gridroom.area, lateral (select (right(code, 3)::int - 1) / 3 as r, (right(code, 3)::int - 1) % 3 as c) place where level = 'grid_cell';
insert into gridroom.area_ring (area_id, level, polygon_no, ring_no, ring)
    select area_id, level, 0, 0, polygon(box(point(121.370, 28.580), point(121.373, 28.583))) from gridroom.area where level <> 'grid_cell';
insert into gridroom.area_outline (area_id, outline, centre, area_m2)
    select area_id, json_build_object('type', 'Polygon', 'coordinates', json_build_array(json_build_array(
        json_build_array(low[0], low[1]), json_build_array(high[0], low[1]), json_build_array(high[0], high[1]),
        json_build_array(low[0], high[1]), json_build_array(low[0], low[1])))), center(box(ring)), 10000
    from gridroom.area_ring, lateral (select (box(ring))[1] as low, (box(ring))[0] as high) corners;
