using Virga.Iam.AccessKeys;
using Virga.Service;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>Says which account an access key belongs to; the key itself tells.</summary>
internal sealed class GetAccessKeyInfo : IQuery<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse>
{
    public static GetAccessKeyInfoResponse Run(GetAccessKeyInfoRequest input, WorldView at) =>
        new()
    {
        Account = AccessKeyId.AccountOf(input.AccessKeyId!)
            ?? throw StsErrors.Validation($"The access key {input.AccessKeyId} is not valid."),
    };
}
