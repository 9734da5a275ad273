def test_minimal(make_atlas, minimal):
    a = make_atlas({"plans/p/plan.yml": minimal["plan"], "plans/p/actions/1.yml": minimal["action"], "actors/a.yml": minimal["actor"], "instruments/i.yml": minimal["instrument"], "themes/t.yml": minimal["theme"], "meetings/m.yml": minimal["meeting"]})
    assert a.content.problems == []
    assert len(a.actions) == 1
