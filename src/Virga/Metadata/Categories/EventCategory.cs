namespace Virga.Metadata.Categories;

/// <summary>events/, spot/ and autoscaling/: what is about to happen.</summary>
internal static class EventCategory
{
    public static void Add(MetadataTreeBuilder tree, MetadataDocument document)
    {
        var events = document.Events;
        // aws-node-termination-handler takes a 404 here for an error: without events it is an empty list.
        tree.Add("meta-data/events/maintenance/history", List(events.History), "2018-08-17")
            .Add("meta-data/events/maintenance/scheduled", List(events.Scheduled), "2018-08-17")
            .Add("meta-data/autoscaling/target-lifecycle-state", events.TargetLifecycleState, "2021-07-15");
        if (events.RebalanceNotice is { } notice)
            tree.Add("meta-data/events/recommendations/rebalance",
                $"{{\"noticeTime\": \"{AwsJson.Time(notice)}\"}}", "2020-10-27");
        if (events.Spot is not { } spot) return;
        tree.Add("meta-data/spot/instance-action",
            $"{{\"action\": \"{spot.Action}\", \"time\": \"{AwsJson.Time(spot.Time)}\"}}", "2016-11-15");
        if (spot.Action == "terminate")
            tree.Add("meta-data/spot/termination-time", AwsJson.Time(spot.Time), "2014-11-05");
    }

    private static string List(IReadOnlyList<MaintenanceEvent> events) => AwsJson.List([.. events.Select(Fields)]);

    private static IEnumerable<(string, object?)> Fields(MaintenanceEvent scheduled)
    {
        yield return ("NotBefore", AwsJson.GmtTime(scheduled.NotBefore));
        yield return ("Code", scheduled.Code);
        yield return ("Description", scheduled.Description);
        yield return ("EventId", scheduled.EventId);
        if (scheduled.NotAfter is { } end) yield return ("NotAfter", AwsJson.GmtTime(end));
        if (scheduled.NotBeforeDeadline is { } last) yield return ("NotBeforeDeadline", AwsJson.GmtTime(last));
        yield return ("State", scheduled.State);
    }
}
