/*
 * Who am I, as a plain program with the AWS SDK for JavaScript, version 3,
 * asks.  sdk.sh runs it in sessions, with a profile's name or without.  It
 * must set nothing: what it needs, region included, comes from the session.
 */
const { STSClient, GetCallerIdentityCommand } = require("@aws-sdk/client-sts");

async function main(profile) {
	const sts = new STSClient(profile ? { profile } : {});
	const identity = await sts.send(new GetCallerIdentityCommand({}));

	console.log(identity.Arn);
}

main(process.argv[2]).catch((error) => {
	console.error(`${error.name}: ${error.message}`);
	process.exitCode = 1;
});
