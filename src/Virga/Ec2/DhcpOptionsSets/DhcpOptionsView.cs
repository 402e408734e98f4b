using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DhcpOptionsSets;

/// <summary>A set of DHCP options as AWS shows it; options in the order of their names.</summary>
internal static class DhcpOptionsView
{
    public static DhcpOptions Of(DhcpOptionsRow row, WorldView at) => new()
    {
        DhcpOptionsId = row.Id,
        OwnerId = at.Account,
        DhcpConfigurations = [.. row.Options.Select(option => new DhcpConfiguration
        {
            Key = option.Key,
            Values = [.. option.Values.Select(value => new AttributeValue { Value = value })],
        })],
        Tags = at.TagsOf(row.Id),
    };
}
