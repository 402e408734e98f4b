using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkPerformance;

/// <summary>Answers each query with no points: nothing is measured here.</summary>
internal sealed class GetAwsNetworkPerformanceData
    : IQuery<GetAwsNetworkPerformanceDataRequest, GetAwsNetworkPerformanceDataResult>
{
    public static GetAwsNetworkPerformanceDataResult Run(GetAwsNetworkPerformanceDataRequest input, WorldView at)
    {
        var all = (input.DataQueries ?? []).ConvertAll(query => new DataResponse
        {
            Id = query.Id,
            Source = query.Source,
            Destination = query.Destination,
            Metric = query.Metric,
            Statistic = query.Statistic,
            Period = query.Period,
            MetricPoints = [],
        });
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { DataResponses = page.Items, NextToken = page.NextToken };
    }
}
