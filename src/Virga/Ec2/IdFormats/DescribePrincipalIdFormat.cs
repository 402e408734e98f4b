using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IdFormats;

/// <summary>Lists users and roles that have a preference of their own: none can.</summary>
internal sealed class DescribePrincipalIdFormat
    : IQuery<DescribePrincipalIdFormatRequest, DescribePrincipalIdFormatResult>
{
    public static DescribePrincipalIdFormatResult Run(DescribePrincipalIdFormatRequest input, WorldView at)
    {
        NoItems.Check(null, input.NextToken);
        return new() { Principals = [] };
    }
}
