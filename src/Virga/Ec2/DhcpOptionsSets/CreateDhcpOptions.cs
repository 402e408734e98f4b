using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DhcpOptionsSets;

/// <summary>Creates a set of DHCP options.</summary>
internal sealed class CreateDhcpOptions : IMutation<CreateDhcpOptionsRequest, CreateDhcpOptionsResult>
{
    /// <summary>
    /// The options that AWS knows (EC2 API Reference, CreateDhcpOptions), and the most values of each.
    /// </summary>
    private static readonly Dictionary<string, int> Known = new(StringComparer.Ordinal)
    {
        ["domain-name"] = 1,
        ["domain-name-servers"] = 4,
        ["ipv6-address-preferred-lease-time"] = 1,
        ["netbios-name-servers"] = 4,
        ["netbios-node-type"] = 1,
        ["ntp-servers"] = 4,
    };

    public static CreateDhcpOptionsResult Run(CreateDhcpOptionsRequest input, Change change)
    {
        var options = (input.DhcpConfigurations ?? []).Select(Option)
            .OrderBy(option => option.Key, StringComparer.Ordinal).ToList();
        if (options.Count == 0) throw CommonErrors.MissingParameter("dhcpConfigurationSet");
        var row = change.Put(new DhcpOptionsRow(change.NewId("dopt")) { Options = options });
        change.TagNew(input.TagSpecifications, ResourceType.DhcpOptions, row.Id);
        return new() { DhcpOptions = DhcpOptionsView.Of(row, change) };
    }

    private static DhcpOption Option(NewDhcpConfiguration wanted)
    {
        var key = wanted.Key ?? throw CommonErrors.MissingParameter("key");
        var values = wanted.Values ?? [];
        if (!Known.TryGetValue(key, out var most))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({key}) for parameter value is invalid. Unknown DHCP option");
        if (values.Count == 0 || values.Count > most)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({string.Join(", ", values)}) for parameter {key} is invalid. It takes 1 to {most} values.");
        if (key == "netbios-node-type" && values[0] is not ("1" or "2" or "4" or "8"))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({values[0]}) for parameter netbios-node-type is invalid. It must be 1, 2, 4 or 8.");
        return new(key, values);
    }
}
