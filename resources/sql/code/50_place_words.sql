-- How the words of a place are compared: full-width and traditional forms folded, numbers apart from names, names as pairs
-- of neighbouring characters (pg_trgm needs three in a row, and most of what is typed has two). See decision 0039.
-- No search_path is pinned here: it would keep them from being inlined, and only functions that pin one call them.
set role gridroom_owner;

-- '卖芝桥东路　１１７號' → '卖芝桥东路 117号': one spelling, everything that is neither letter nor digit a space.
create or replace function gridroom.place_words(words text)
returns text language sql immutable parallel safe as $$
    select btrim(regexp_replace(
        translate(lower(normalize(left(coalesce(words, ''), 500), NFKC)), '號棟栋樓廈東門橋園場學醫廣車馬龍鎮鄉區縣', '号幢幢楼厦东门桥园场学医广车马龙镇乡区县'),
        '[^0-9a-z㐀-䶿一-鿿豈-﫿𠀀-𯨟]+', ' ', 'g'))
$$;

-- The same without spaces: how two names are compared as a whole.
create or replace function gridroom.place_key(words text)
returns text language sql immutable parallel safe as $$
    select replace(gridroom.place_words(words), ' ', '')
$$;

-- Numbers in their order, without leading zeros: '117弄3号' → '117-3', '0123' → '123'; '' when there is none.
create or replace function gridroom.number_key(words text)
returns text language sql immutable parallel safe as $$
    select coalesce(string_agg(coalesce(nullif(ltrim(left(m.found[1], 18), '0'), ''), '0'), '-' order by m.nth), '')
    from regexp_matches(gridroom.place_words(words), '[0-9]+', 'g') with ordinality as m(found, nth)
$$;

-- 十六 → 16, 一百一十七 → 117, 一一七 → 117; '' for what is no number.
create or replace function gridroom.spoken_number(words text)
returns text language plpgsql immutable parallel safe set search_path = gridroom, pg_temp as $$
declare
    digits constant text := translate(words, '〇零一二两三四五六七八九', '001223456789');
    sum integer := 0;
    figure integer;
    each text;
begin
    if words !~ '[十百千]' then
        return case when digits ~ '^[0-9]{1,9}$' then digits else '' end;
    elsif digits !~ '^([0-9]千)?(0?[0-9]百)?(0?[0-9]?十)?0?[0-9]?$' then
        return '';
    end if;
    foreach each in array string_to_array(digits, null) loop
        if each ~ '[0-9]' then
            figure := each::integer;
        else
            sum := sum + coalesce(nullif(figure, 0), 1) * case each when '千' then 1000 when '百' then 100 else 10 end;
            figure := 0;
        end if;
    end loop;
    return (sum + coalesce(figure, 0))::text;
end $$;

-- Numbers said in words before the unit of a house: 一百一十七号 → 117号, 十六栋 → 16幢. Not in names: 二号桥, 五号路, 第一人民医院.
create or replace function gridroom.spoken_as_digits(words text)
returns text language plpgsql immutable parallel safe set search_path = gridroom, pg_temp as $$
declare
    told text := place_words(replace(words, '〇', '零'));
    run text;
    number text;
begin
    if told ~ '[〇零一二两三四五六七八九十百千] ?(号|弄|支弄|幢|单元|室|层|座)' then
        for run in select distinct m.found[1] from regexp_matches(told,
                '([〇零一二两三四五六七八九十百千]+) ?(?=(号|弄|支弄|幢|单元|室|层|座)(?!路|街|巷|桥|线|村|站|渠|坝|井))', 'g') as m(found)
                order by 1 loop
            number := spoken_number(run);
            if number <> '' then
                told := regexp_replace(told, '(^|[^〇零一二两三四五六七八九十百千])' || run
                    || '( ?(号|弄|支弄|幢|单元|室|层|座)(?!路|街|巷|桥|线|村|站|渠|坝|井))', '\1' || number || '\2', 'g');
            end if;
        end loop;
    end if;
    return told;
end $$;

-- A name without its numbers and the units that stand behind them: '卖芝桥东路117弄3号' → '卖芝桥东路'.
create or replace function gridroom.numberless(words text)
returns text language sql immutable parallel safe as $$
    select btrim(regexp_replace(gridroom.place_words(words),
                                '[0-9]+ ?(号楼|号院|号|支弄|弄|幢|单元|室|层|座)? ?', ' ', 'g'))
$$;

-- What is looked for: each pair of neighbouring characters, a character that stands alone, each word of letters, each number.
create or replace function gridroom.place_grams(words text)
returns text[] language sql immutable parallel safe as $$
    with run as (
        select m.found[1] as run
        from regexp_matches(gridroom.place_words(words), '[a-z]+|[0-9]+|[^a-z0-9 ]+', 'g') as m(found)
    )
    select coalesce(array_agg(distinct g.gram), '{}')
    from run, lateral (
        select left(run, 40) as gram where run ~ '^[a-z]'
        union all select coalesce(nullif(ltrim(left(run, 18), '0'), ''), '0') where run ~ '^[0-9]'
        union all select run where run !~ '^[a-z0-9]' and length(run) = 1
        union all select substr(run, n, 2) from generate_series(1, length(run) - 1) n where run !~ '^[a-z0-9]'
    ) g
$$;

-- A lamp post's number as it is searched: 'LQ-0123' → 'lq0123', and '123' for who says only the digits.
create or replace function gridroom.locator_key(words text)
returns text language sql immutable parallel safe as $$
    select regexp_replace(gridroom.place_words(words), '[^a-z0-9]', '', 'g')
$$;
create or replace function gridroom.locator_digits(words text)
returns text language sql immutable parallel safe as $$
    select coalesce(ltrim(substring(gridroom.locator_key(words) from '[0-9]+$'), '0'), '')
$$;

-- Metres along the ground between two places near each other (degrees); exact to a thousandth within a district.
create or replace function gridroom.ground_metres(a point, b point)
returns float8 language sql immutable parallel safe as $$
    select 111320 * sqrt(((a[0] - b[0]) * cos(radians((a[1] + b[1]) / 2))) ^ 2 + (a[1] - b[1]) ^ 2)
$$;

-- Degrees from north, clockwise, in which b lies as seen from a.
create or replace function gridroom.bearing(a point, b point)
returns float8 language sql immutable parallel safe as $$
    select case when a ~= b then 0 else
        (degrees(atan2((b[0] - a[0]) * cos(radians((a[1] + b[1]) / 2)), b[1] - a[1]))::numeric + 360) % 360 end
$$;

-- The box that holds everything within so many metres of p, and a little more.
create or replace function gridroom.box_around(p point, metres float8)
returns box language sql immutable parallel safe as $$
    select box(point(p[0] - d.east, p[1] - d.north), point(p[0] + d.east, p[1] + d.north))
    from (select (metres + 0.01) / 111320 as north,
                 (metres + 0.01) / 111320 / greatest(cos(radians(least(abs(p[1]) + metres / 222640, 89.9))), 0.01) as east) d
$$;

reset role;
