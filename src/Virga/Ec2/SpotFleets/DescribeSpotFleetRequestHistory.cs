using Virga.Ec2.Fleets;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotFleets;

/// <summary>Tells what happened to a spot fleet since a time, the oldest first.</summary>
internal sealed class DescribeSpotFleetRequestHistory
    : IQuery<DescribeSpotFleetRequestHistoryRequest, DescribeSpotFleetRequestHistoryResponse>
{
    public static DescribeSpotFleetRequestHistoryResponse Run(
        DescribeSpotFleetRequestHistoryRequest input, WorldView at)
    {
        var fleet = at.Named<SpotFleetRow>(input.SpotFleetRequestId);
        var records = fleet.Work.History.Where(one => one.At >= input.StartTime).Select(View)
            .Where(one => input.EventType is null || one.EventType == input.EventType).ToList();
        var page = PageToken.Slice(records, input.MaxResults, input.NextToken);
        return new()
        {
            SpotFleetRequestId = fleet.Id,
            StartTime = input.StartTime,
            LastEvaluatedTime = at.Now,
            HistoryRecords = page.Items,
            NextToken = page.NextToken,
        };
    }

    private static HistoryRecord View(FleetEvent one) => new()
    {
        Timestamp = one.At,
        EventType = one.Kind switch
        {
            FleetEventKind.Instance => EventType.InstanceChange,
            FleetEventKind.Fleet => EventType.FleetRequestChange,
            _ => EventType.Error,
        },
        EventInformation = new()
        {
            EventSubType = one.SubType,
            InstanceId = one.InstanceId,
            EventDescription = one.Description,
        },
    };
}
