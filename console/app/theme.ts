import type { ThemeConfig } from 'antd';

/** The look of console.css, told to antd. */
export const theme: ThemeConfig = {
  token: {
    // What is still moving can be missed by a press.
    motion: false,
    colorPrimary: '#1f5c99',
    colorLink: '#1f5c99',
    colorError: '#b3261e',
    colorWarning: '#8a4b00',
    colorSuccess: '#22643b',
    colorText: '#1c2733',
    colorTextSecondary: '#556473',
    colorTextDescription: '#556473',
    colorTextPlaceholder: '#5f6e7d',
    colorBorder: '#8593a1',
    colorBgLayout: '#f4f6f8',
    borderRadius: 8,
    fontSize: 15,
    controlHeight: 36,
    controlHeightLG: 44,
    controlHeightSM: 28,
    fontFamily: 'var(--font)',
  },
};
