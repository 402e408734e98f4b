using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InternetGateways;

/// <summary>Creates an internet gateway, attached to nothing.</summary>
internal sealed class CreateInternetGateway : IMutation<CreateInternetGatewayRequest, CreateInternetGatewayResult>
{
    public static CreateInternetGatewayResult Run(CreateInternetGatewayRequest input, Change change)
    {
        Quota.InternetGateways.Check(change, () => change.Rows<InternetGatewayRow>().Count);
        var gateway = change.Put(new InternetGatewayRow(change.NewId("igw")));
        change.TagNew(input.TagSpecifications, ResourceType.InternetGateway, gateway.Id);
        return new() { InternetGateway = InternetGatewayView.Of(gateway, change) };
    }
}
