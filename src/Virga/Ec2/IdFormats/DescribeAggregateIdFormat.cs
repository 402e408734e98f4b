using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IdFormats;

/// <summary>Says whether all resources have long ids.</summary>
internal sealed class DescribeAggregateIdFormat
    : IQuery<DescribeAggregateIdFormatRequest, DescribeAggregateIdFormatResult>
{
    public static DescribeAggregateIdFormatResult Run(DescribeAggregateIdFormatRequest input, WorldView at) =>
        new() { UseLongIdsAggregated = true, Statuses = IdFormats.Of(null) };
}
