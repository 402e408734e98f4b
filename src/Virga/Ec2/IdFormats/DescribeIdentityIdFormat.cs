using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IdFormats;

/// <summary>Says which resources have long ids for a user or role: all.</summary>
internal sealed class DescribeIdentityIdFormat
    : IQuery<DescribeIdentityIdFormatRequest, DescribeIdentityIdFormatResult>
{
    public static DescribeIdentityIdFormatResult Run(DescribeIdentityIdFormatRequest input, WorldView at) =>
        new() { Statuses = IdFormats.Of(input.Resource) };
}
