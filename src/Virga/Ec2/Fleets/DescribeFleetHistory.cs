using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>Tells what happened to a fleet since a time, the oldest first; instant fleets have no history.</summary>
internal sealed class DescribeFleetHistory : IQuery<DescribeFleetHistoryRequest, DescribeFleetHistoryResult>
{
    public static DescribeFleetHistoryResult Run(DescribeFleetHistoryRequest input, WorldView at)
    {
        var fleet = at.Named<FleetRow>(input.FleetId);
        var records = fleet.Work.History.Where(one => one.At >= input.StartTime).Select(View)
            .Where(one => input.EventType is null || one.EventType == input.EventType).ToList();
        var page = PageToken.Slice(records, input.MaxResults, input.NextToken);
        return new()
        {
            FleetId = fleet.Id,
            StartTime = input.StartTime,
            LastEvaluatedTime = at.Now,
            HistoryRecords = page.Items,
            NextToken = page.NextToken,
        };
    }

    private static HistoryRecordEntry View(FleetEvent one) => new()
    {
        Timestamp = one.At,
        EventType = one.Kind switch
        {
            FleetEventKind.Instance => FleetEventType.InstanceChange,
            FleetEventKind.Fleet => FleetEventType.FleetChange,
            _ => FleetEventType.ServiceError,
        },
        EventInformation = new()
        {
            EventSubType = one.SubType,
            InstanceId = one.InstanceId,
            EventDescription = one.Description,
        },
    };
}
