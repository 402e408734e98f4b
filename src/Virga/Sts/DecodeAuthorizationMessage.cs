using Virga.Iam.Authorization;
using Virga.Service;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>Explains the encoded message of a refused request.</summary>
internal sealed class DecodeAuthorizationMessage : IQuery<DecodeAuthorizationMessageRequest,
    DecodeAuthorizationMessageResponse>
{
    public static DecodeAuthorizationMessageResponse Run(DecodeAuthorizationMessageRequest input, WorldView at) =>
        new() { DecodedMessage = AuthorizationMessage.Decode(input.EncodedMessage!)
            ?? throw StsErrors.InvalidMessage() };
}
