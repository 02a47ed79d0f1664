import { ConfigProvider, App as Messages } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { Outlet } from 'react-router';
import { Answered } from '../ui/Answered.tsx';
import { useLanguage } from '../ui/local.ts';
import { Frame } from './Frame.tsx';
import { MeContext } from './me.ts';
import { useAsk } from './queries.ts';
import { theme } from './theme.ts';
import { Waiting } from './Waiting.tsx';

/** All pages that need a session: finds out who it is, and puts the frame around them. */
export function SignedIn() {
  const session = useAsk('me', {});
  const locale = useLanguage() === 'en' ? enUS : zhCN;
  return (
    <Answered query={session} skeleton={<Waiting />}>
      {(me) => (
        <MeContext value={me}>
          <ConfigProvider locale={locale} theme={theme} button={{ autoInsertSpace: false }}>
            <Messages>
              <Frame me={me}>
                <Outlet />
              </Frame>
            </Messages>
          </ConfigProvider>
        </MeContext>
      )}
    </Answered>
  );
}
