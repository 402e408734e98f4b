using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IdFormats;

/// <summary>Says which resources have long ids: all.</summary>
internal sealed class DescribeIdFormat : IQuery<DescribeIdFormatRequest, DescribeIdFormatResult>
{
    public static DescribeIdFormatResult Run(DescribeIdFormatRequest input, WorldView at) =>
        new() { Statuses = IdFormats.Of(input.Resource) };
}
